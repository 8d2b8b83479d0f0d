package org.heliosimage.engine.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildRequest;

/** A template tree of 60 small files that uses every construct of the language. */
public final class EveryConstruct {

  /** Features that the templates ask for, beside those of the scripts. */
  public static final List<String> FEATURES =
      List.of("lists=b", "lists+=a", "lists+=c", "lists-=c", "gone", "^gone", "flag", "dir=srv");

  /** One step of each kind that needs no pool, by its name, all keys given. */
  private static final Map<String, String> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put("remove_files", "\"pattern\": \"*.o\"");
    STEPS.put("unpack_tar", "\"name\": \"${name}-extra.tar\", \"into_tmp\": true");
    STEPS.put(
        "pack_tar", "\"name\": \"${name}-side.tar.gz\", \"include\": [\"etc\", \"var/./adm\"]");
    STEPS.put(
        "onu",
        "\"repo\": \"${repo!https://onu.example.com/}\", \"publisher\": \"on\", \"uninstall\": [\"x\"]");
    STEPS.put("devfsadm", "");
    STEPS.put("assemble_files", "\"dir\": \"/etc/d\", \"output\": \"/etc/all\", \"prefix\": \"p\"");
    STEPS.put("shadow", "\"username\": \"root\", \"password\": \"$$5$$x\"");
    STEPS.put(
        "gzip",
        "\"target\": \"/a.gz\", \"src\": \"${name}.bin\", \"owner\": \"root\", \"group\": \"sys\", \"mode\": \"0444\"");
    STEPS.put(
        "digest",
        "\"algorithm\": \"sha1\", \"target\": \"/a.sum\", \"src\": \"a.bin\", \"owner\": \"root\", \"group\": \"sys\", \"mode\": \"444\"");
    STEPS.put(
        "ensure_symlink",
        "\"link\": \"/l\", \"target\": \"../x y\", \"owner\": \"daemon\", \"group\": \"other\"");
    STEPS.put(
        "ensure_perms",
        "\"path\": \"/l\", \"owner\": \"adm\", \"group\": \"adm\", \"mode\": \"4755\"");
    STEPS.put(
        "ensure_dir",
        "\"dir\": \"/d\", \"owner\": \"bin\", \"group\": \"bin\", \"mode\": \"0755\"");
    STEPS.put(
        "ensure_directory",
        "\"dir\": \"/e\", \"owner\": \"bin\", \"group\": \"bin\", \"mode\": \"0755\"");
    STEPS.put(
        "ensure_file",
        "\"file\": \"/${dir}/f\", \"src\": \"f-${dir}\", \"owner\": \"root\", \"group\": \"root\", \"mode\": \"0644\"");
    STEPS.put(
        "pkg_image_create",
        "\"publisher\": \"${publisher}\", \"uri\": \"https://pkg.example.com/${heliosver}/dev/\"");
    STEPS.put(
        "pkg_install",
        "\"pkgs\": [\"/one\", \"/many/${@lists}/x\", \"/none/${@absent}\", \"/sure/${@@lists}\"], \"include_optional\": true, \"strip_optional_publishers\": false");
    STEPS.put("pkg_uninstall", "\"pkgs\": [\"/one\"]");
    STEPS.put(
        "pkg_set_property", "\"name\": \"flush-content-cache-on-success\", \"value\": \"True\"");
    STEPS.put(
        "pkg_set_publisher",
        "\"publisher\": \"p\", \"uri\": \"https://one.example.com/\", \"uris\": [\"https://${@@lists}.example.com/\"], \"mirror_uri\": \"https://two.example.com/\"");
    STEPS.put("pkg_approve_ca_cert", "\"publisher\": \"p\", \"certfile\": \"ca.pem\"");
    STEPS.put("pkg_change_variant", "\"variant\": \"opensolaris.zone\", \"value\": \"global\"");
    STEPS.put("pkg_change_facet", "\"facet\": \"doc.man\", \"value\": \"false\"");
    STEPS.put("pkg_purge_history", "");
    STEPS.put(
        "seed_smf",
        "\"debug\": true, \"apply_profiles\": [\"generic\", \"${absent?site}\"], \"seed\": \"global\"");
  }

  private final Path folder;
  private int files;

  private EveryConstruct(Path folder) {
    this.folder = folder;
  }

  /** Writes the tree; gives how many files it has. */
  public static int write(Path folder) throws IOException {
    EveryConstruct tree = new EveryConstruct(folder);
    tree.writeAll();
    return tree.files;
  }

  /** A request for an image of the tree's. */
  public static BuildRequest request(Path folder, String machine) {
    return new BuildRequest(
        "portable",
        new BuildRequest.Folders(
            folder,
            folder.resolve("target/output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("src/main/helios"),
            Optional.of(folder.resolve("templates")),
            List.of(folder.resolve("first"), folder.resolve("second")),
            Map.of("agent.jar", Optional.of(folder.resolve("agent-1.0.jar"))),
            Optional.empty()),
        new BuildRequest.Image("demo", "demo", "every", machine, "ttyb", "2.0"),
        FEATURES,
        Map.of("*", "file:" + folder.resolve("repository")),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private void writeAll() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, String> step : STEPS.entrySet()) {
      String keys = step.getValue().isEmpty() ? "" : ", " + step.getValue();
      include(
          "templates/include/" + step.getKey(), "{ \"t\": \"" + step.getKey() + "\"" + keys + " }");
      all.append("{ \"t\": \"include\", \"name\": \"").append(step.getKey()).append("\" },\n");
    }
    dataset(
        "01-strap", null, "strap", all + "{ \"t\": \"pkg_purge_history\", \"with\": \"absent\" }");
    dataset(
        "02-image",
        "strap",
        "image",
        """
        { "t": "include", "name": "outer", "with": "flag" },
        { "t": "include", "name": "never", "with": "flag", "without": "flag" },
        { "t": "include", "name": "absolute", "file": "%s" },
        { "t": "remove_files", "file": "/etc/motd" },
        { "t": "remove_files", "dir": "/var/tmp/x" }
        """
            .formatted(folder.resolve("elsewhere/absolute.json")));
    dataset(
        "03-archive", "image", null, "{ \"t\": \"pack_tar\", \"name\": \"${name}-every.tar\" }");
    include("templates/include/outer", "{ \"t\": \"include\", \"name\": \"middle\" }");
    include("templates/include/middle", "{ \"t\": \"include\", \"name\": \"inner\" }");
    include(
        "templates/include/inner", "{ \"t\": \"devfsadm\", \"comment\": \"common, not used\" }");
    include("templates/demo/include/inner", sources());
    include("templates/demo/include/never", "{ \"t\": \"devfsadm\" }");
    include(
        "elsewhere/absolute",
        "{ \"t\": \"ensure_dir\", \"dir\": \"/abs\", \"owner\": \"root\", \"group\": \"root\", \"mode\": \"0700\" }");
    for (String name : List.of("f-srv", "ca.pem", "motd")) {
      file("templates/files/" + name);
    }
    file("templates/demo/files/motd");
    file("src/main/helios/files/motd");
    file("second/tool");
    file("first/other");
    file("agent-1.0.jar");
    machines();
  }

  private void machines() throws IOException {
    kind("pool", "\"pool\": { \"name\": \"rpool\", \"size\": 512 }", "");
    kind(
        "disk",
        """
        "pool": { "name": "data", "size": 256, "bename": "0123abcd", "ashift": 12, "uefi": true, "label": true,
          "partition_only": true, "no_features": false, "compression": "off", "autoexpand": true, "trim": false,
          "options": ["comment=${name}"], "fsoptions": ["atime=off"] }\
        """,
        """
        { "t": "create_be" },
        { "t": "create_dataset", "name": "home", "mountpoint": "/home" },
        { "t": "unpack_tar", "name": "${name}-every.tar" },
        { "t": "make_bootable" }
        """);
    kind("ram", "\"ufs\": { \"size\": 64, \"inode_density\": 8192 }", "");
    kind("fat", "\"pcfs\": { \"size\": 8, \"label\": \"EFI\" }", "");
    kind("cd", "\"iso\": { \"boot_bios\": \"boot/cdboot\", \"volume_id\": \"${name}\" }", "");
    kind(
        "hybrid",
        "\"iso\": { \"boot_bios\": \"boot/cdboot\", \"boot_uefi\": \"efi.img\", \"hybrid\": { \"stage1\": \"boot/mbr\", \"stage2\": \"boot/gpt\" } }",
        "{ \"t\": \"include\", \"name\": \"in-overlay\" }");
    include("templates/include/in-overlay", "{ \"t\": \"devfsadm\" }");
    include(
        "src/main/helios/include/in-overlay",
        "{ \"t\": \"ensure_symlink\", \"link\": \"/mine\", \"target\": \"/\", \"owner\": \"root\", \"group\": \"root\" }");
    for (int i = 1; i <= 11; i++) {
      kind("m" + i, "\"dataset\": { \"name\": \"m" + i + "\" }", "{ \"t\": \"devfsadm\" }");
    }
  }

  /** A file from everywhere that files can come from, in order. */
  private static String sources() {
    StringBuilder steps = new StringBuilder();
    Map<String, String> sources =
        Map.of(
            "1", "\"src\": \"motd\"",
            "2", "\"extsrc\": \"tool\"",
            "3", "\"extsrc\": \"agent.jar\"",
            "4", "\"outputsrc\": \"${name}-side.tar.gz\"",
            "5", "\"imagesrc\": \"/etc/all\"",
            "6", "\"tarsrc\": \"/etc/passwd\"",
            "7", "\"contents\": \"not ${expanded}\\n\"");
    for (int i = 1; i <= sources.size(); i++) {
      steps
          .append(i == 1 ? "" : ",\n")
          .append("{ \"t\": \"ensure_file\", \"file\": \"/${flag!no}f")
          .append(i)
          .append("\", ")
          .append(sources.get(Integer.toString(i)))
          .append(", \"owner\": \"root\", \"group\": \"root\", \"mode\": \"0644\" }");
    }
    return steps.toString();
  }

  private void dataset(String stage, String from, String to, String steps) throws IOException {
    String input = from == null ? "" : ", \"input_snapshot\": \"" + from + "\"";
    String output = to == null ? "" : ", \"output_snapshot\": \"" + to + "${absent?-x}\"";
    write(
        "templates/demo/every-" + stage + ".json",
        "{ \"dataset\": { \"name\": \"every${flag?-f}\""
            + input
            + output
            + " },\n\"steps\": [\n"
            + steps
            + "\n] }\n");
  }

  private void kind(String machine, String kind, String steps) throws IOException {
    write(
        "templates/demo/" + machine + "-ttyb-every.json",
        "{ " + kind + ",\n\"steps\": [\n" + steps + "\n] }\n");
  }

  private void include(String path, String steps) throws IOException {
    write(path + ".json", "{ \"steps\": [\n" + steps + "\n] }\n");
  }

  private void file(String path) throws IOException {
    write(path, path + "\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    files++;
  }
}
