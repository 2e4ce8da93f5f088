# SPDX-License-Identifier: MIT
"""Every test of a screen starts in the light look at 100 %, comfortable."""

import pytest
from PySide6.QtWidgets import QApplication

from otdesk.ui import theme


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> None:
    theme.look().apply(mode=theme.Mode.LIGHT, zoom=100, density=theme.Density.COMFORTABLE)
