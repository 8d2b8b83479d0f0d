package org.heliosimage.vm;

import java.util.List;
import java.util.OptionalInt;

/**
 * The script that the guest runs once: it makes an account like the one on the host, with a home
 * file system, the keys of root, and the right to administer the machine. Same in effect as that of
 * helios-engvm's {@code create.sh}.
 */
final class FirstBoot {

  private static final String LOCAL_PROGRAMS = "/opt/ooce/bin:/opt/ooce/sbin";

  private FirstBoot() {}

  /**
   * The script.
   *
   * @param sshPort of the host that leads to the guest, if there is one
   */
  static String script(String pool, Account account, OptionalInt sshPort) {
    String name = account.name();
    String home = "/home/" + name;
    String login =
        sshPort.isPresent()
            ? "echo '    ssh -p %d %s@localhost'".formatted(sshPort.getAsInt(), name)
            : "ipadm show-addr -p -o type,addr | sed -n 's|^dhcp:\\([^/]*\\)/.*|    ssh %s@\\1|p'"
                .formatted(name);
    return String.join(
        "\n",
        List.of(
            "#!/bin/bash",
            "# Made by helios-maven-plugin: an account like the one on the host.",
            "set -e -x -o pipefail",
            "",
            "echo 'Making the account " + name + "' >/dev/msglog",
            "if ! getent passwd " + name + " >/dev/null; then",
            "  zfs list %s/home/%s >/dev/null 2>&1 || zfs create %s/home/%s"
                .formatted(pool, name, pool, name),
            "  useradd -u %d -g staff -d %s -s /bin/bash -P 'Primary Administrator' -c %s %s"
                .formatted(account.uid(), home, quoted(account.comment()), name),
            "fi",
            "passwd -N " + name,
            "mkdir -p %s/.ssh".formatted(home),
            "if [ -f /root/.ssh/authorized_keys ]; then",
            "  cp /root/.ssh/authorized_keys %s/.ssh/authorized_keys".formatted(home),
            "fi",
            "chown -R %s:staff %s".formatted(name, home),
            "chmod 0700 " + home,
            "chmod -R go-w %s/.ssh".formatted(home),
            "grep -q '%s' /etc/default/login ||".formatted(LOCAL_PROGRAMS),
            "  sed -i -e '/^PATH=/s|$|:%s|' /etc/default/login".formatted(LOCAL_PROGRAMS),
            "ntpdig -S 0.pool.ntp.org || true",
            "{",
            "  echo",
            "  echo 'Ready. Log in with'",
            "  " + login,
            "  echo",
            "} >/dev/msglog",
            ""));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
