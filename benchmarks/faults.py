"""
One-line faults that a program may have (mutants): every place of a module that can have one, and the module with it.

The kinds are the usual ones of mutation testing (Offutt et al. 1996, "sufficient mutation operators"), and those that
break promises in practice: a condition left out, a call left out, one word of a list left out.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OPPOSITE = {"min": "max", "any": "all", "startswith": "endswith", "partition": "rpartition", "match": "search"}
_OPPOSITE |= {right: left for left, right in _OPPOSITE.items()}
#: Methods and functions whose result has the type of their argument: the program still runs without the call.
_CHANGING = frozenset(
    {
        "casefold",
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "removeprefix",
        "removesuffix",
        "replace",
        "translate",
    }
)
_WRAPPING = frozenset({"sorted", "reversed", "unquote", "intern", "abs"})


class Fault(NamedTuple):
    """
    One fault: its line, the code that stands there, the code with the fault; `place` finds it again in
    the same text.
    """

    line: int
    before: str
    after: str
    place: tuple[int, int]


def faults(source: str) -> list[Fault]:
    """
    Every fault that can be put into a module's text. Left out are what does not run (annotations, docstrings, imports
    for types), decorators, and words for people (texts with spaces, patterns, pieces of messages).
    """
    found = []
    for number, node in enumerate(_running(ast.parse(source))):
        for way, other in enumerate(_others(node)):
            line = getattr(node, "lineno", 0) or getattr(getattr(node, "iter", None), "lineno", 0)
            found.append(Fault(line, _short(node), _short(other), (number, way)))
    return found


def with_fault(source: str, fault: Fault) -> ast.Module:
    """The syntax tree of the module with one of its faults."""
    tree = ast.parse(source)
    number, way = fault.place
    node = list(_running(tree))[number]
    _Put(node, list(_others(node))[way]).visit(tree)
    return ast.fix_missing_locations(tree)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def _short(node: ast.AST) -> str:
    """A node as text in one line; the block of a statement is left out."""
    if isinstance(node, ast.comprehension):
        return " ".join(["for …", *(f"if {ast.unparse(one)}" for one in node.ifs)])
    return " ".join(ast.unparse(node).split())


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a tree that are evaluated when it runs."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_idle(node, child):
                yield from _running(child)


def _is_idle(node: ast.AST, child: ast.AST) -> bool:
    """Whether a child is a docstring, a piece of a message, or imports for types alone."""
    if isinstance(node, ast.JoinedStr):
        return isinstance(child, ast.Constant)
    if isinstance(child, ast.If):
        return isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING"
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that may stand in the place of a node by mistake."""
    match node:
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp() | ast.BinOp() | ast.IfExp():
            yield from _of_terms(node)
        case ast.Call():
            yield from _of_calls(node)
        case ast.comprehension() | ast.Tuple() | ast.Set():
            yield from _of_lists(node)
        case ast.Constant(value=value):
            yield from (ast.Constant(other) for other in _values(value))
        case ast.stmt():
            yield from _of_statements(node)
        case _:
            pass


def _of_terms(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=right):
            yield from (ast.Compare(left, [other()], right) for other in _COMPARED[type(op)])
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield from (_without(op, values, left_out) for left_out in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _COMPUTED:
            yield ast.BinOp(left, _COMPUTED[type(op)](), right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case _:
            pass


def _of_lists(node: ast.comprehension | ast.Tuple | ast.Set) -> Iterator[ast.AST]:
    match node:
        case ast.comprehension(target=target, iter=source, ifs=ifs):
            for left_out in ifs:
                yield ast.comprehension(target, source, [one for one in ifs if one is not left_out], 0)
        case ast.Tuple(elts=[_, _, *_]) | ast.Set(elts=[_, _, *_]) if _is_list_of_words(node):
            for left_out in node.elts:
                left = [one for one in node.elts if one is not left_out]
                yield ast.Tuple(left, ast.Load()) if isinstance(node, ast.Tuple) else ast.Set(left)
        case _:
            pass


def _without(op: ast.boolop, values: list[ast.expr], left_out: ast.expr) -> ast.expr:
    left = [one for one in values if one is not left_out]
    return left[0] if len(left) == 1 else ast.BoolOp(op, left)


def _is_list_of_words(node: ast.Tuple | ast.Set) -> bool:
    """Whether a literal lists things of one sort; a pair of results does not."""
    if any(isinstance(getattr(one, "ctx", None), ast.Store) for one in node.elts):
        return False
    constant = all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in node.elts)
    return constant or all(isinstance(one, ast.Attribute) for one in node.elts)


def _of_calls(node: ast.Call) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in _CHANGING:
            yield value
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _WRAPPING:
            yield first
        case ast.Call(func=ast.Name(id=name), args=args) if name in _OPPOSITE:
            yield ast.Call(ast.Name(_OPPOSITE[name], ast.Load()), args, node.keywords)
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=args) if name in _OPPOSITE:
            yield ast.Call(ast.Attribute(value, _OPPOSITE[name], ast.Load()), args, node.keywords)
        case _:
            pass
    if not (isinstance(node.func, ast.Name) and node.func.id[:1].isupper()):  # a class needs all its values
        for left_out in node.keywords:
            yield ast.Call(node.func, node.args, [one for one in node.keywords if one is not left_out])


def _values(value: object) -> Iterator[str | float]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1)
        case float():
            yield from (value * 2, value / 2) if value else (1.0,)
        case str() if value.isprintable() and not set(value) & set(" \\()[]{}*+|^$"):
            yield f"{value}XX" if value else "XX"
        case _:
            pass


def _of_statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign() | ast.Raise():
            yield ast.Pass()
        case ast.Return(value=value) if value and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case _:
            pass
