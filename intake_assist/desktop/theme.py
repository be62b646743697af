"""Colours, sizes and the style sheet. Every pair of text and ground has a contrast of 4.5:1 at least."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
            "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")  # fmt: skip
_POINTS = 10.0


@dataclass(frozen=True, slots=True)
class Colours:
    """`window` is the ground of the program, `base` of lists, `raised` of cards, `line` of borders. The named
    colours are for signs and words of states; each reads on `base`, `raised` and `window`."""

    window: str
    base: str
    raised: str
    line: str
    text: str
    dim: str
    accent: str
    on_accent: str
    chosen: str
    on_chosen: str
    red: str
    amber: str
    green: str
    blue: str
    grey: str
    desk: str


LIGHT = Colours(
    window="#f3f4f6", base="#ffffff", raised="#f8fafc", line="#d5dae1", text="#1b1f24", dim="#555f6d",
    accent="#1a5fb4", on_accent="#ffffff", chosen="#dbe8f8", on_chosen="#10233b",
    red="#b3261e", amber="#8a5000", green="#1b6e3c", blue="#1a5fb4", grey="#5a6472", desk="#e4e7eb",
)  # fmt: skip
DARK = Colours(
    window="#1e2126", base="#25292f", raised="#2b3037", line="#434a54", text="#e7eaee", dim="#a9b2bf",
    accent="#2f6fbf", on_accent="#ffffff", chosen="#2d4665", on_chosen="#f2f6fb",
    red="#ff9a90", amber="#f3bd66", green="#7fd39a", blue="#8fbdf5", grey="#aab3bf", desk="#16181c",
)  # fmt: skip
CONTRAST = Colours(
    window="#000000", base="#000000", raised="#000000", line="#ffffff", text="#ffffff", dim="#ffffff",
    accent="#ffff00", on_accent="#000000", chosen="#ffff00", on_chosen="#000000",
    red="#ff8080", amber="#ffd000", green="#60ff60", blue="#60e0ff", grey="#a8a8a8", desk="#000000",
)  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

_current = LIGHT


def colours() -> Colours:
    """The colours in force."""
    return _current


def of_system() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def apply(app: QApplication, theme: str, scale: int) -> None:
    """Put a theme (system, light, dark, contrast) and an interface scale (per cent) in force, at once."""
    global _current
    _current = THEMES.get(theme) or THEMES[of_system()]
    if not app.styleSheet():  # each of these polishes every widget anew
        app.setStyle("Fusion")
    app.setFont(_font(scale))
    app.setPalette(_palette(_current))
    app.setStyleSheet(_sheet(_current, scale / 100))


def _font(scale: int) -> QFont:
    known = set(QFontDatabase.families())
    font = QFont()
    font.setFamilies([name for name in FAMILIES if name in known] or [font.family()])
    font.setPointSizeF(_POINTS * scale / 100)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window, role.Button), c.window),
        ((role.Base, role.ToolTipBase), c.base),
        ((role.AlternateBase,), c.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), c.text),
        ((role.PlaceholderText,), c.dim),
        ((role.Highlight,), c.chosen),
        ((role.HighlightedText,), c.on_chosen),
        ((role.Link, role.Accent), c.blue),
        ((role.Mid, role.Dark), c.line),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(c.grey))
    return palette


def _sheet(c: Colours, scale: float) -> str:
    def px(size: float) -> str:
        return f"{max(1, round(size * scale))}px"

    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog {{ background: {c.window}; }}
QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.line}; padding: {px(4)}; }}
QMenuBar {{ background: {c.window}; padding: {px(2)} {px(4)}; }}
QMenuBar::item {{ padding: {px(4)} {px(9)}; border-radius: {px(4)}; background: transparent; }}
QMenuBar::item:selected {{ background: {c.chosen}; color: {c.on_chosen}; }}
QMenu {{ background: {c.base}; border: 1px solid {c.line}; padding: {px(4)}; }}
QMenu::item {{ padding: {px(5)} {px(26)} {px(5)} {px(22)}; border-radius: {px(4)}; }}
QMenu::item:selected {{ background: {c.chosen}; color: {c.on_chosen}; }}
QMenu::item:disabled {{ color: {c.grey}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)} {px(8)}; }}
QStatusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {c.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QWidget#pane, QWidget#card {{ background: {c.base}; }}
QFrame#bar {{ background: {c.window}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame#toolstrip {{ background: {c.base}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame#footer {{ background: {c.raised}; border: none; border-top: 1px solid {c.line}; }}
QFrame#notice {{ background: {c.raised}; border: 1px solid {c.amber}; border-radius: {px(6)}; }}
QFrame#tile {{ background: {c.base}; border: 1px solid {c.line}; border-radius: {px(8)}; }}
QLabel#heading {{ font-weight: 600; }}
QLabel#title {{ font-size: {round(_POINTS * scale * 1.25, 1)}pt; font-weight: 600; }}
QLabel#huge {{ font-size: {round(_POINTS * scale * 1.9, 1)}pt; font-weight: 600; }}
QLabel#dim {{ color: {c.dim}; }}
QLabel#red {{ color: {c.red}; }}
QLabel#amber {{ color: {c.amber}; }}
QLabel#green {{ color: {c.green}; }}
QPushButton, QToolButton {{
    background: {c.base}; border: 1px solid {c.line}; border-radius: {px(5)};
    padding: {px(4)} {px(11)}; min-height: {px(18)};
}}
QToolButton {{ padding: {px(4)} {px(6)}; }}
QPushButton:hover, QToolButton:hover {{ border-color: {c.accent}; }}
QPushButton:focus, QToolButton:focus {{ border: {px(2)} solid {c.blue}; padding: {px(3)} {px(10)}; }}
QToolButton:focus {{ padding: {px(3)} {px(5)}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {c.chosen}; color: {c.on_chosen}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.grey}; background: {c.window}; }}
QPushButton[primary="true"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton[primary="true"]:focus {{ border: {px(2)} solid {c.text}; }}
QPushButton[primary="true"]:disabled {{ background: {c.window}; color: {c.grey}; border-color: {c.line}; }}
QPushButton[flat="true"], QToolButton[flat="true"] {{ background: transparent; border-color: transparent; }}
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover {{ border-color: {c.line}; }}
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus {{ border: {px(2)} solid {c.blue}; }}
QToolButton::menu-indicator {{ width: 0; image: none; }}
QLineEdit, QPlainTextEdit {{
    background: {c.base}; border: 1px solid {c.line}; border-radius: {px(5)};
    padding: {px(4)} {px(7)};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; placeholder-text-color: {c.dim};
}}
QLineEdit {{ min-height: {px(18)}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: {px(2)} solid {c.blue}; }}
QComboBox {{
    background: {c.base}; border: 1px solid {c.line}; border-radius: {px(5)};
    padding: {px(4)} {px(7)}; min-height: {px(18)};
}}
QComboBox:focus {{ border: {px(2)} solid {c.blue}; padding: {px(3)} {px(6)}; }}
QComboBox:disabled {{ color: {c.grey}; background: {c.window}; }}
QComboBox::drop-down {{ border: none; width: {px(22)}; }}
QComboBox QAbstractItemView {{ background: {c.base}; border: 1px solid {c.line}; outline: 0;
    selection-background-color: {c.chosen}; selection-color: {c.on_chosen}; }}
QCheckBox {{ spacing: {px(7)}; padding: {px(3)} {px(2)}; border: {px(2)} solid transparent; border-radius: {px(4)}; }}
QCheckBox:focus {{ border-color: {c.blue}; }}
QCheckBox::indicator {{ width: {px(14)}; height: {px(14)}; }}
QCheckBox::indicator:unchecked {{ background: {c.base}; border: 1px solid {c.grey}; border-radius: {px(2)}; }}
QListView, QTreeView, QTableView {{
    background: {c.base}; border: none; outline: 0;
    selection-background-color: {c.chosen}; selection-color: {c.on_chosen};
}}
QTreeView::item, QTableView::item {{ padding: {px(3)} {px(4)}; border: none; }}
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected {{
    background: {c.chosen}; color: {c.on_chosen}; }}
QListView:focus, QTreeView:focus, QTableView:focus {{ border: {px(2)} solid {c.blue}; }}
QListView, QTreeView, QTableView {{ border: {px(2)} solid transparent; }}
QHeaderView::section {{ background: {c.raised}; color: {c.dim}; border: none;
    border-bottom: 1px solid {c.line}; padding: {px(4)} {px(6)}; }}
QScrollBar:vertical {{ background: transparent; width: {px(11)}; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(11)}; margin: 0; }}
QScrollBar::handle {{ background: {c.grey}; border-radius: {px(4)}; margin: {px(2)}; min-height: {px(26)};
    min-width: {px(26)}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: {px(2)}; max-height: {px(4)}; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(2)}; }}
"""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())
