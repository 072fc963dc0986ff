"""One document to a `Page`: decode, parse once, repair, find the body, read its blocks, drop the furniture."""

import re

from harvester.errors import UnreadablePage
from harvester.page.blocks import read_blocks
from harvester.page.body import Body, find_body
from harvester.page.decode import LARGEST, decode
from harvester.page.edges import Body as ReadBody
from harvester.page.edges import drop_foot, drop_head, squeeze
from harvester.page.flattened import restore_tables
from harvester.page.furniture import (
    FURNITURE_TAGS,
    furniture_line,
    has_shape_of_menu,
    is_file_line,
    is_furniture,
    is_index_table,
    is_link_list,
    is_table_of_links,
)
from harvester.page.headings import split_headings
from harvester.page.hidden_emails import hides_emails, show_emails
from harvester.page.html import is_html, parse_html, readable_text, shown_lines
from harvester.page.links import tree_leads
from harvester.page.metadata import read_metadata
from harvester.page.model import Block, Claim, Decoded, Metadata, Page
from harvester.page.mojibake import undo_mojibake
from harvester.page.nodes import repair_nodes
from harvester.page.outline import Outline, outline
from harvester.page.plaintext import drop_pipe_noise, read_text_blocks, unwrap
from harvester.page.scripts import data_as_script, script_bodies
from harvester.page.textmenu import menu_lines
from harvester.page.textmeta import read_text_metadata
from harvester.page.tree import Tree, read_tree
from harvester.text.characters import mark_broken_numbers
from harvester.text.repair import Repaired, repair
from harvester.text.trace import Change

__all__ = ["decode_page", "parse_html", "read_page", "repair_tree"]

_LITTLE = 30.0
"""Weight of a text that may be worth more than none: two short sentences."""
_FEW = 600.0
"""Weight below which the markup may hold the page's furniture only, and the text stand in a script."""
_ESCAPED = re.compile(r"</(?:p|div|span|td)\s*>|<br\s*/?>", re.IGNORECASE)
_MOST_LINES = 100_000


def read_page(body: bytes | str, *, url: str | None = None, content_type: str | None = None) -> Page:
    """Read one document, HTML or plain text, as a cleaned page.

    Args:
        body: the document as it was served (bytes), or its text.
        url: its address; relative links are resolved against it.
        content_type: value of the HTTP header `Content-Type`, when there was one.

    Raises:
        UnreadablePage: the document is empty, too large, binary, or markup that no page has; the message says which.
    """
    decoded = decode_page(body, content_type)
    if data := data_as_script(decoded.text):
        return _read_html(decoded._replace(text=data), url)
    if is_html(decoded.text, content_type):
        return _read_html(decoded, url)
    return _read_text(decoded, url)


def decode_page(body: bytes | str, content_type: str | None = None) -> Decoded:
    """The text of a document, ready to be parsed.

    Raises:
        UnreadablePage: it is empty, too large or binary.
    """
    return _with_marks(_as_decoded(body, content_type))


def repair_tree(tree: Tree, decoded: Decoded) -> tuple[Repaired, tuple[Change, ...]]:
    """Repair the texts of a parsed page in place; what was repaired, and what was done about hidden addresses."""
    emails = show_emails(tree) if hides_emails(decoded.text) else ()
    return repair_nodes(tree), emails


def _as_decoded(body: bytes | str, content_type: str | None) -> Decoded:
    if isinstance(body, bytes):
        return decode(body, content_type)
    if not body.strip():
        raise UnreadablePage("The text is empty. Ask the site again later.")
    if len(body) > LARGEST:
        raise UnreadablePage(f"The text has {len(body):,} characters, more than {LARGEST:,}. It is no page.")
    return undo_mojibake(Decoded(body.removeprefix("\ufeff"), "text", (Claim("caller", "text", True),)))


def _with_marks(decoded: Decoded) -> Decoded:
    """The text with broken numbers marked, before the parser drops what broke them."""
    marked = mark_broken_numbers(decoded.text)
    if not marked.places:
        return decoded
    change = Change("mark_broken_numbers", marked.places)
    return decoded._replace(
        text=marked.text, changes=(*decoded.changes, change), unresolved=(*decoded.unresolved, *marked.unresolved)
    )


def _read_html(decoded: Decoded, url: str | None) -> Page:
    tree = read_tree(parse_html(decoded.text))
    repaired, emails = repair_tree(tree, decoded)
    whole = outline(tree)
    body, shape = _choose_body(whole)
    read, removed, joined = _body_blocks(body, shape, url)
    kept, below = drop_foot(read)
    last = [block.text for block in kept[-6:] if block.kind != "image"]
    metadata = read_metadata(whole, url, body_lines=last, inner=() if shape is whole else shape.lines)
    blocks, above = _without_head(read._replace(blocks=kept), metadata)
    removed += above + below
    return Page(
        url=url,
        kind="html",
        encoding=decoded.encoding,
        claims=decoded.claims,
        metadata=metadata,
        blocks=tuple(blocks),
        leads=tree_leads(tree, url),
        changes=decoded.changes + emails + repaired.changes + drop_pipe_noise(_piped(whole)) + joined,
        script=repaired.script,
        body_source=body.source,
        unresolved=decoded.unresolved + repaired.unresolved,
        removed=tuple(removed),
    )


def _piped(page: Outline) -> str:
    """The texts of a page in which pipes stand side by side."""
    texts, silent = page.tree.texts, page.silent
    piped = [at for at, text in enumerate(texts) if text and "||" in text]
    return "\n".join(texts[at] or "" for at in piped if not silent[at])


def _without_head(body: ReadBody, metadata: Metadata) -> tuple[list[Block], list[str]]:
    """The blocks without what stands above the text, and the lines taken out. A body of headings only is no body."""
    titles = [squeeze(found.value) for found in metadata.title]
    days = {found.value[:10] for found in metadata.published if found.source != "signature"}
    kept, removed = drop_head(body, titles, days)
    if all(block.kind in ("heading", "image") for block in kept):
        removed += [block.text for block in kept if block.kind == "heading"]
        kept = [block for block in kept if block.kind == "image"]
    return kept, removed


def _choose_body(shape: Outline) -> tuple[Body, Outline]:
    """The body in the markup, or the one that a script, an attribute or a hidden field holds when that has none."""
    body = find_body(shape)
    best, best_shape = body, shape
    if body.weight < (_FEW if body.source == "scored" else _FEW / 2):
        for name, fragment in script_bodies(shape.tree):
            inner = outline(read_tree(fragment))
            says = inner.prose[0] > 0 or inner.weights[0] > _FEW / 2  # names of files and menus say nothing
            if says and inner.weights[0] > max(_LITTLE, 2 * best.weight):
                best, best_shape = Body((fragment,), f"script:{name}", inner.weights[0]), inner
    return _unescape(best, best_shape)


def _unescape(body: Body, shape: Outline) -> tuple[Body, Outline]:
    """The body parsed once more when its text is markup: some editors escape what is pasted into them."""
    places = [shape.index[element] for element in body.elements]
    if not any("<" in shape.tree.letters(at, shape.ends[at]) for at in places):
        return body, shape
    text = "".join(map(readable_text, body.elements))
    if len(_ESCAPED.findall(text)) < 2:
        return body, shape
    fragment = parse_html(f"<div>{text}</div>")
    inner = outline(read_tree(fragment))
    return Body((fragment,), f"{body.source} escaped", inner.weights[0]), inner


def _body_blocks(body: Body, shape: Outline, url: str | None) -> tuple[ReadBody, list[str], tuple[Change, ...]]:
    """The blocks of the body without furniture, the lines that were furniture, and what was mended."""
    removed: list[str] = []

    def skip(at: int) -> bool:
        if not (shape.tree.attributes[at] or shape.anchors[at] or shape.tree.tags[at] in FURNITURE_TAGS):
            return False
        if not (
            has_shape_of_menu(shape, at)
            or is_furniture(shape, at, body.weight)
            or is_link_list(shape, at)
            or is_file_line(shape, at)
        ):
            return False
        removed.extend(shown_lines(shape.elements[at]))
        return True

    blocks: list[Block] = []
    dropped: set[int] = set()
    read, joined = read_blocks(shape, [shape.index[element] for element in body.elements], base=url, skip=skip)
    for block in read:
        kept = _keep(block)
        if kept:
            blocks += kept
        else:
            dropped.add(len(blocks))
            removed.append(block.text)
    scored = not body.source.startswith(("container", "comment"))
    return ReadBody(restore_tables(blocks), dropped, shape.linked_lines, scored), removed, joined


def _keep(block: Block) -> list[Block]:
    """The block, cut at glued headings; nothing when it is furniture."""
    if block.kind == "image":
        return [block]
    if block.kind == "table":
        rows = block.grid.text_rows() if block.grid else []
        if is_index_table([cell for row in rows for cell in row]) or is_table_of_links(rows):
            return []
        return [block]
    if furniture_line(block.text, heading=block.kind == "heading"):
        return []
    if block.kind == "heading":
        return [block]
    return [replace_text(block, piece) for piece in split_headings(block.text)]


def replace_text(block: Block, text: str) -> Block:
    """The block with another text."""
    return block if block.text == text else block._replace(text=text)


def _read_text(decoded: Decoded, url: str | None) -> Page:
    lines = decoded.text.count("\n")
    if lines > _MOST_LINES:
        raise UnreadablePage(f"The text has {lines:,} lines, more than {_MOST_LINES:,}. It is no report.")
    repaired = repair(decoded.text)
    text, joined = unwrap(repaired.text)
    read = read_text_blocks(text)
    solid = [block for block in read if block.text]
    if not solid:
        raise UnreadablePage("The text shows nothing: it holds only characters that no reader sees.")
    metadata, title_at = read_text_metadata(solid, url)
    blocks: list[Block] = []
    removed: list[str] = []
    menu = menu_lines(solid, title_at)
    at = -1
    for block in read:
        at += bool(block.text)
        kept = [block] if not block.text else [] if at == title_at or at in menu else _keep(block)
        blocks += kept
        if not kept:
            removed.append(block.text)
    return Page(
        url=url,
        kind="text",
        encoding=decoded.encoding,
        claims=decoded.claims,
        metadata=metadata,
        blocks=tuple(blocks),
        changes=decoded.changes + repaired.changes + drop_pipe_noise(repaired.text) + joined,
        script=repaired.script,
        body_source="text",
        unresolved=decoded.unresolved + repaired.unresolved,
        removed=tuple(removed),
    )
