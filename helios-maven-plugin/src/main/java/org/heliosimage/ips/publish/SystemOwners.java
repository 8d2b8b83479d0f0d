package org.heliosimage.ips.publish;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The customs of illumos about owners and modes. Folders that several packages deliver must have
 * the same attributes in all of them, so these are those of the system's own packages.
 */
final class SystemOwners {

  /** What is owned by root with a group and modes. */
  record Custom(String group, String fileMode, String dirMode) {}

  private static final Map<String, Custom> FOLDERS =
      Map.ofEntries(
          Map.entry("home", new Custom("root", "0644", "0555")),
          Map.entry("export/home", new Custom("root", "0644", "0755")),
          Map.entry("root", new Custom("root", "0600", "0700")),
          Map.entry("tmp", new Custom("sys", "0644", "1777")),
          Map.entry("var/tmp", new Custom("sys", "0644", "1777")),
          Map.entry("var/adm", new Custom("sys", "0644", "0775")),
          Map.entry("usr/lib/pkgconfig", new Custom("other", "0644", "0755")),
          Map.entry("usr/lib/lp", new Custom("lp", "0644", "0755")),
          Map.entry("usr/lib/print", new Custom("lp", "0644", "0755")),
          Map.entry("etc/mail", new Custom("mail", "0644", "0755")));

  private record Rule(Pattern path, Custom custom) {
    static Rule of(String regex, String group, String fileMode) {
      return new Rule(Pattern.compile(regex), new Custom(group, fileMode, "0755"));
    }
  }

  private static final List<Rule> RULES =
      List.of(
          Rule.of("lib/svc/manifest(/.*)?", "sys", "0444"),
          Rule.of("lib/svc/method/.*", "bin", "0555"),
          Rule.of("(.*/)?kernel(/.*)?", "sys", "0755"),
          Rule.of("(usr/)?platform(/.*)?", "sys", "0644"),
          Rule.of("(boot|etc|opt|sbin|usr|var|export|dev)", "sys", "0644"),
          Rule.of("etc/.*", "sys", "0644"),
          Rule.of("boot/.*", "sys", "0444"),
          Rule.of("sbin/.*", "bin", "0555"),
          Rule.of("var/(svc|svc/.*|log|opt|krb5|spool/cron(/.*)?)", "sys", "0644"),
          Rule.of("usr/lib/(fs|mdb|devfsadm|netsvc)(/.*)?", "sys", "0755"),
          Rule.of("usr/share(/(lib|src))?", "sys", "0444"),
          Rule.of("usr/share/.*", "bin", "0444"),
          Rule.of("(.*/)?s?bin/.*", "bin", "0555"),
          Rule.of("(.*/)?lib/.*\\.so(\\..*)?", "bin", "0755"));

  private static final Custom OTHERS = new Custom("bin", "0644", "0755");

  private SystemOwners() {}

  static Custom of(String path) {
    Custom special = FOLDERS.get(path);
    if (special != null) {
      return special;
    }
    return RULES.stream()
        .filter(rule -> rule.path().matcher(path).matches())
        .map(Rule::custom)
        .findFirst()
        .orElse(OTHERS);
  }
}
