"""Settings of S3 buckets."""

from collections.abc import Iterator

from archspec.bilingual import Text
from archspec.components import S3Bucket, Website
from renderers.docs.markdown import code, fill
from renderers.docs.settings.base import ON_DELETION, Setting, existing_or_created


def bucket_settings(bucket: S3Bucket) -> Iterator[Setting]:
    """Return what the bucket holds, who is kept out, and what is kept."""
    yield Setting(
        Text(en="Bucket", pt="Bucket"), existing_or_created(bucket.existing.name if bucket.existing else None)
    )
    if bucket.website is not None:
        yield Setting(Text(en="Content", pt="Conteúdo"), _website(bucket.website))
    access = (
        Text(en="blocked", pt="bloqueado") if bucket.block_public_access else Text(en="not blocked", pt="não bloqueado")
    )
    yield Setting(Text(en="Public access", pt="Acesso público"), access)
    versions = (
        Text(en="kept, so that they can be restored", pt="guardadas, para poder voltar atrás")
        if bucket.versioned
        else Text(en="not kept", pt="não são guardadas")
    )
    yield Setting(Text(en="Earlier versions", pt="Versões anteriores"), versions)
    yield Setting(ON_DELETION, bucket_on_deletion(bucket))


def bucket_on_deletion(bucket: S3Bucket) -> Text:
    """Return what becomes of the bucket when its stack is deleted."""
    if bucket.deletion_policy == "retain":
        return Text(en="the bucket stays", pt="o bucket fica")
    return Text(en="the bucket goes too, if it is empty", pt="o bucket vai junto, se estiver vazio")


def _website(website: Website) -> Text:
    text = (
        Text(
            en="single-page site built with {framework}, in the folder {folder}",
            pt="site de página única construído com {framework}, na pasta {folder}",
        )
        if website.single_page
        else Text(
            en="static site built with {framework}, in the folder {folder}",
            pt="site estático construído com {framework}, na pasta {folder}",
        )
    )
    return fill(text, framework=website.framework, folder=code(website.build_directory))
