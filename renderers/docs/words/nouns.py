"""What is counted on more than one page: each noun for one, and for any other number."""

from typing import Final

from archspec.bilingual import Text
from archspec.parts.phrases import Noun

COMPONENTS: Final[Noun] = (Text(en="component", pt="componente"), Text(en="components", pt="componentes"))
CONNECTIONS: Final[Noun] = (Text(en="connection", pt="conexão"), Text(en="connections", pt="conexões"))
