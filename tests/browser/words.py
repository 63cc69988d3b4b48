"""What a visitor reads, in both languages, as `docs/glossary.md` and the domain name it.

Written down here once more on purpose: a text that vanished from the catalogue must fail a test.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-CN", "en")

_STANDINGS = {
    "valid": ("有效", "Valid"),
    "not_yet_valid": ("未生效", "Not yet valid"),
    "not_released": ("未启用", "Not released"),
    "suspended": ("暂停", "Suspended"),
    "withdrawn": ("撤销", "Withdrawn"),
    "cancelled": ("注销", "Cancelled"),
    "expired": ("过期", "Expired"),
    "voided": ("作废", "Voided"),
    "forged": ("非本平台签发", "Not issued here"),
    "mistyped": ("输入有误", "Please check the code"),
    "foreign": ("非本平台二维码", "Not our code"),
    "unknown": ("查无此码", "Cannot be confirmed"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: Language

    def standing(self, name: str) -> str:
        """The word for a standing."""
        return self._choose(*_STANDINGS[name])

    def standing_named(self, word: str) -> str:
        """The standing that `word` tells; raises KeyError when it tells none."""
        place = LANGUAGES.index(self.language)
        return {pair[place]: name for name, pair in _STANDINGS.items()}[word]

    @property
    def suspended_facet(self) -> str:
        """The choice in the facet of standings."""
        return self.standing("suspended")

    @property
    def site_name(self) -> str:
        """The name of the sample registry."""
        return self._choose("佛山质量标识登记平台", "Foshan Register of Quality Marks")

    @property
    def locale(self) -> str:
        """The locale of a browser that is set to this language."""
        return self._choose("zh-CN", "en-US")

    def _choose(self, chinese: str, english: str) -> str:
        return chinese if self.language == "zh-CN" else english


WORDS = {language: Words(language) for language in LANGUAGES}
