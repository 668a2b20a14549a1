"""JUnit's XML, which most CI systems show as tests: a suite for each spec and environment, a case for each finding.

Source: https://github.com/testmoapp/junitxml (2026-11-24), which states what Jenkins, GitLab and others read.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import assert_never

from archspec.bilingual import Language
from archspec.build.findings_json import repository_path
from archspec.checks import SEVERITY_NAMES, Finding, Result
from archspec.cli.formats.checked import Checked
from archspec.errors import Problem
from archspec.loading import Spec


def junit_document(checked: Checked) -> str:
    """Return the document; what is unknown or waived is skipped, and a mistake in a spec is an error."""
    root = ET.Element("testsuites", name="archspec")
    for spec, report in zip(checked.specs, checked.reports, strict=True):
        in_order = sorted(report.findings, key=lambda finding: finding.environment or "")
        for environment, findings in groupby(in_order, key=attrgetter("environment")):
            root.append(_suite(spec, environment, list(findings), checked.language_of(spec)))
    files = groupby(checked.refused.problems, key=lambda problem: problem.position.file)
    root.extend(_broken_spec(file, list(problems)) for file, problems in files)
    _count(root, list(root))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(spec: Spec, environment: str | None, findings: Sequence[Finding], language: Language) -> ET.Element:
    file = repository_path(spec.file)
    suite = ET.Element("testsuite", name=f"{file} {environment}" if environment else file)
    suite.extend(_case(finding, suite.attrib["name"], language) for finding in findings)
    return _counted(suite)


def _case(finding: Finding, suite: str, language: Language) -> ET.Element:
    place = finding.position
    name = f"{finding.check.id} {finding.subject}: {finding.check.title.in_language(language)}"
    case = ET.Element(
        "testcase", name=name, classname=suite, file=repository_path(place.file), line=str(place.line), time="0"
    )
    message = finding.message.in_language(language)
    match finding.result:
        case Result.FAIL:
            severity = SEVERITY_NAMES[finding.severity].in_language(language)
            failure = ET.SubElement(case, "failure", message=message, type=severity)
            failure.text = f"{place}\n{finding.fix.in_language(language)}"
        case Result.UNKNOWN:
            ET.SubElement(case, "skipped", message=message)
        case Result.WAIVED:
            reason = finding.waiver.reason if finding.waiver else ""
            ET.SubElement(case, "skipped", message=f"{message}; {reason}")
        case Result.PASS:
            pass
        case _:
            assert_never(finding.result)
    return case


def _broken_spec(file: str, problems: Sequence[Problem]) -> ET.Element:
    suite = ET.Element("testsuite", name=repository_path(file))
    for problem in problems:
        place = problem.position
        name = f"line {place.line}, column {place.column}"
        case = ET.SubElement(
            suite, "testcase", name=name, classname=suite.attrib["name"], file=suite.attrib["name"], time="0"
        )
        case.set("line", str(place.line))
        ET.SubElement(case, "error", message=problem.message, type="spec").text = str(problem)
    return _counted(suite)


def _counted(suite: ET.Element) -> ET.Element:
    _count(suite, [suite])
    return suite


def _count(element: ET.Element, suites: Sequence[ET.Element]) -> None:
    """State how many cases there are, and how they ended."""
    element.set("tests", str(sum(1 for _ in _each(suites, "testcase"))))
    for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(plural, str(sum(1 for _ in _each(suites, tag))))


def _each(suites: Sequence[ET.Element], tag: str) -> Iterator[ET.Element]:
    for suite in suites:
        yield from suite.iter(tag)
