"""The vocabulary: entries, how they are found in a text, and the packs that ship with Parlance."""
