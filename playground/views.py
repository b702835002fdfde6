"""The modals and home tabs that people see: opening, stacking, updating, closing."""

import hashlib
import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from playground.errors import Refusal
from playground.inputs import State, state_of
from playground.model import App, Json, View
from playground.rules import MODAL_STACK, check_view, with_ids


class Views:
    """Per person a stack of at most three modals, and one home tab."""

    def __init__(self, app: App, *, team: str, changed: Callable[[], None]) -> None:
        self._app = app
        self._team = team
        self._changed = changed
        self._numbers = itertools.count(1)
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def modal(self, person: str) -> View | None:
        """The modal on top, if one is open."""
        stack = self._stacks.get(person)
        return stack[-1] if stack else None

    def home(self, person: str) -> View | None:
        return self._homes.get(person)

    def find(self, view_id: str) -> View | None:
        for view in (*self._homes.values(), *(v for s in self._stacks.values() for v in s)):
            if view_id == view.id:
                return view
        return None

    def by_external_id(self, external_id: str) -> View | None:
        for stack in self._stacks.values():
            for view in stack:
                if external_id == view.content.get("external_id"):
                    return view
        return None

    def open(self, person: str, content: object) -> View:
        """Open a modal in place of whatever was open."""
        view = self._new(person, content, home=False)
        self._stacks[person] = [view]
        self._changed()
        return view

    def push(self, person: str, content: object) -> View:
        """Put a modal on top. Refusal `push_limit_reached` beyond three."""
        stack = self._stacks.setdefault(person, [])
        if len(stack) >= MODAL_STACK:
            raise Refusal("push_limit_reached")
        view = self._new(person, content, home=False)
        if stack:
            view = replace(view, root=stack[0].id, previous=stack[-1].id)
        stack.append(view)
        self._changed()
        return view

    def update(self, view: View, content: object) -> View:
        """Replace what a view shows; its id stays."""
        home = view.kind == "home"
        checked = self._checked(content, home=home, itself=view)
        fresh = replace(view, content=checked, hash=self._hash(checked), errors={}, trouble=None)
        return self._put(fresh)

    def publish(self, person: str, content: object, *, expected_hash: str | None) -> View:
        """Set a person's home tab. Refusal `hash_conflict` when it changed meanwhile."""
        current = self._homes.get(person)
        if current is None:
            view = self._new(person, content, home=True)
            self._homes[person] = view
            self._changed()
            return view
        if expected_hash is not None and expected_hash != current.hash:
            raise Refusal("hash_conflict")
        return self.update(current, content)

    def show_errors(self, view: View, errors: Mapping[str, str]) -> View:
        return self._put(replace(view, errors=dict(errors), trouble=None))

    def show_trouble(self, view: View, sentence: str) -> View:
        return self._put(replace(view, trouble=sentence))

    def close(self, view: View) -> None:
        """Take a modal off; the one below shows again."""
        stack = self._stacks.get(view.person, [])
        self._stacks[view.person] = [other for other in stack if other.id != view.id]
        self._changed()

    def clear(self, person: str) -> tuple[View, ...]:
        """Close all modals of a person; gives back those that were open, top first."""
        closed = tuple(reversed(self._stacks.pop(person, [])))
        self._changed()
        return closed

    def json(self, view: View, *, state: State | None = None) -> Json:
        """A view as Slack writes it in answers and payloads."""
        defaults: Json = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "close": None,
            "submit": None,
        }
        return {
            **defaults,
            **view.content,
            "id": view.id,
            "team_id": self._team,
            "app_id": self._app.id,
            "app_installed_team_id": self._team,
            "bot_id": self._app.bot_id,
            "hash": view.hash,
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "state": {"values": state_of(view.blocks, {}) if state is None else state},
        }

    def _new(self, person: str, content: object, *, home: bool) -> View:
        checked = self._checked(content, home=home, itself=None)
        view_id = f"V{next(self._numbers):04d}{person}"
        return View(view_id, person, checked, self._hash(checked), root=view_id)

    def _checked(self, content: object, *, home: bool, itself: View | None) -> Json:
        check_view(content, home=home)
        if not isinstance(content, dict):  # `check_view` refused it; this tells the type checker.
            raise Refusal("invalid_arguments")
        external = content.get("external_id")
        holder = self.by_external_id(external) if external else None
        if holder is not None and (itself is None or holder.id != itself.id):
            raise Refusal("duplicate_external_id")
        return {**content, "blocks": list(with_ids(content["blocks"], prefix="v"))}

    def _hash(self, content: Json) -> str:
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        return f"{next(self._numbers)}.{digest[:8]}"

    def _put(self, view: View) -> View:
        if view.kind == "home":
            self._homes[view.person] = view
        else:
            stack = self._stacks.get(view.person, [])
            self._stacks[view.person] = [view if old.id == view.id else old for old in stack]
        self._changed()
        return view
