#!/usr/bin/env python3
"""Writes the manual page of tosscost from the description that the tool gives of itself.

usage: manpage.py TOSSCOST > docs/tosscost.1
"""

import json
import subprocess
import sys


def text(words):
    """Words as roff: backslashes kept, no line read as a request."""
    lines = (words or "").replace("\\", "\\\\").replace("-", "\\-").splitlines()
    return [("\\&" + line if line[:1] in (".", "'") else line) for line in lines]


def paragraphs(words):
    """Prose as paragraphs, examples as they stand."""
    out = []
    for line in text(words):
        if not line.strip():
            out.append(".PP")
        elif line.startswith("  "):
            out += [".nf", line, ".fi"]
        else:
            out.append(line)
    return out


def option(argument):
    names = [
        ("-" if name["kind"] == "short" else "--") + name["name"]
        for name in argument.get("names", [])]
    value = argument.get("valueName", "value")
    if argument["kind"] == "positional":
        head = f"\\fI{value}\\fR" + (" ..." if argument.get("isRepeating") else "")
    else:
        head = ", ".join("\\fB" + name.replace("-", "\\-") + "\\fR" for name in names)
        if argument["kind"] == "option":
            head += f" \\fI{value}\\fR"
    words = argument.get("abstract", "")
    if argument.get("discussion"):
        words += " " + argument["discussion"]
    # The number of processors is this machine's.
    if argument.get("defaultValue") and argument.get("valueName") != "threads":
        words += f" (default: {argument['defaultValue']})"
    return [".TP", head] + text(words.strip() or "\\&")


def command(description, path):
    out = [f".SS {' '.join(path)}"] + text(description.get("abstract"))
    if description.get("discussion"):
        out += [".PP"] + paragraphs(description["discussion"])
    for argument in description.get("arguments", []):
        names = [name["name"] for name in argument.get("names", [])]
        if argument.get("shouldDisplay", True) and not {"help", "version"} & set(names):
            out += option(argument)
    for sub in description.get("subcommands", []):
        if sub["commandName"] != "help":
            out += command(sub, path + [sub["commandName"]])
    return out


def main():
    dump = subprocess.run(
        [sys.argv[1], "--experimental-dump-help"], check=True, capture_output=True, text=True)
    root = json.loads(dump.stdout)["command"]
    out = ['.TH TOSSCOST 1 "" "tosscost" "User commands"', ".SH NAME"]
    out += [f"tosscost \\- {root['abstract']}"]
    out += [".SH SYNOPSIS", "\\fBtosscost\\fR \\fIcommand\\fR [\\fIoptions\\fR]", ".SH DESCRIPTION"]
    out += paragraphs(root.get("discussion"))
    out += [".SH COMMANDS"]
    for sub in root["subcommands"]:
        if sub["commandName"] != "help":
            out += command(sub, [sub["commandName"]])
    out += [
        ".SH ENVIRONMENT", ".TP", "\\fBTOSSCOST_DATA\\fR",
        "Folder that holds the price list and the plan.", ".TP", "\\fBXDG_STATE_HOME\\fR",
        "Where the store of runs lies.", ".TP", "\\fBNO_COLOR\\fR", "No colour on a terminal."]
    print("\n".join(out))


main()
