"""Words of the architecture page."""

from typing import Final

from archspec.bilingual import Text

ARCHITECTURE_WORDS: Final = {
    # At a glance
    "region": Text(en="Region", pt="Região"),
    "account": Text(en="Account", pt="Conta"),
    "domain": Text(en="Domain", pt="Domínio"),
    "logs": Text(en="Logs", pt="Logs"),
    "policy": Text(en="Required of it", pt="Exigências"),
    "tags": Text(en="Tags", pt="Tags"),
    # Headings
    "pictures": Text(en="Diagrams", pt="Diagramas"),
    "components": Text(en="Components", pt="Componentes"),
    "connections": Text(en="Connections", pt="Conexões"),
    "security": Text(en="Security", pt="Segurança"),
    "reach": Text(en="What is reachable from where", pt="O que se alcança a partir de onde"),
    "security_groups": Text(en="Rules of the security groups", pt="Regras dos grupos de segurança"),
    "flows": Text(en="Infrastructure flows", pt="Fluxos de infraestrutura"),
    "permissions": Text(en="Identities and permissions", pt="Identidades e permissões"),
    "secrets": Text(en="Secrets", pt="Segredos"),
    "encryption": Text(en="Encryption", pt="Criptografia"),
    "side_by_side": Text(en="Environments side by side", pt="Ambientes lado a lado"),
    # Introductions
    "files_intro": Text(en="Also as", pt="Também em"),
    "connections_intro": Text(
        en="Each arrow of the diagrams, and what it opens. No component reaches another in any other way.",
        pt="Cada seta dos diagramas e o que ela abre. Nenhum componente alcança outro de outro modo.",
    ),
    "security_groups_intro": Text(
        en="Each component in the VPC has a security group of its own, which lets nothing in or out but what follows.",
        pt="Cada componente na VPC tem um grupo de segurança próprio, que só deixa entrar e sair o que segue.",
    ),
    "flows_intro": Text(
        en="What opens without a connection in the spec, because the deployment itself needs it; the list is closed.",
        pt="O que se abre sem uma conexão na especificação, porque a própria implantação precisa; a lista é fechada.",
    ),
    "permissions_intro": Text(
        en="What the connections grant. Roles of the deployment itself, such as those that pull images and write logs,"
        " are not listed.",
        pt="O que as conexões concedem. As funções do IAM da própria implantação, como as que baixam imagens e gravam"
        " logs, não estão na lista.",
    ),
    "secrets_intro": Text(
        en="The value of a secret stands neither in the spec nor in a template; ECS reads it when a task starts.",
        pt="O valor de um segredo não está na especificação nem em template algum; o ECS o lê ao iniciar a tarefa.",
    ),
    "environments_intro": Text(
        en="The rest of this page shows the spec. Each environment follows the whole of it, with these differences;"
        " = means the same as the spec.",
        pt="O resto desta página mostra a especificação. Cada ambiente a segue por inteiro, com estas diferenças;"
        " = significa igual à especificação.",
    ),
    "environments_alike": Text(
        en="The environments have the whole architecture, without any difference.",
        pt="Os ambientes têm a arquitetura inteira, sem nenhuma diferença.",
    ),
    "empty": Text(en="The architecture has no components yet.", pt="A arquitetura ainda não tem componentes."),
    # Columns
    "purpose": Text(en="Purpose", pt="Finalidade"),
    "opens": Text(en="What it opens", pt="O que abre"),
    "place": Text(en="Where", pt="Onde fica"),
    "from_internet": Text(en="From the internet", pt="A partir da internet"),
    "reached_by": Text(en="Reached by", pt="Alcançado por"),
    "reaches": Text(en="Reaches", pt="Alcança"),
    "opened_by": Text(en="Opened by", pt="Aberta por"),
    "way_out": Text(en="Rule on the way out", pt="Regra de saída"),
    "way_in": Text(en="Rule on the way in", pt="Regra de entrada"),
    "flow": Text(en="Flow", pt="Fluxo"),
    "identity": Text(en="Who", pt="Quem"),
    "may": Text(en="May", pt="Pode"),
    "upon": Text(en="On", pt="Sobre"),
    "origin": Text(en="Where it comes from", pt="De onde vem"),
    "at_rest": Text(en="At rest", pt="Em repouso"),
    "in_transit": Text(en="In transit", pt="Em trânsito"),
    "part": Text(en="Part", pt="Parte"),
    "spec": Text(en="Spec", pt="Especificação"),
    # Lines below a component
    "component_decisions": Text(en="Decisions:", pt="Decisões:"),
    "component_checks": Text(en="Verification:", pt="Verificação:"),
}
