package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Paths;
import org.heliosimage.tree.Content;
import org.jspecify.annotations.Nullable;

/** Makes the actions of a package from its template and from what lies in folders. */
final class ActionAssembly {

  private static final String NO_HASH = "NOHASH";

  /** The service that takes in the manifests of others when they come, change or go. */
  private static final String MANIFEST_IMPORT = "svc:/system/manifest-import:default";

  private static final Pattern SERVICE_MANIFEST =
      Pattern.compile("(lib|var)/svc/manifest/.*\\.xml");

  private final PublishRequest request;
  private final PackageBuilder builder;
  private final ProtoArea proto;

  /** Paths that the template says something about, and those whose files it delivers elsewhere. */
  private final Set<String> claimed = new HashSet<>();

  ActionAssembly(PublishRequest request, PackageBuilder builder) throws IOException {
    this.request = request;
    this.builder = builder;
    this.proto = new ProtoArea(request.folders, request.files);
  }

  void assemble() throws IOException {
    ManifestTemplate template = request.template;
    List<Action> actions = template == null ? List.of() : template.actions(request.macros);
    addMetadata(actions);
    for (Action action : actions) {
      addStated(action);
    }
    for (Action dependency : request.required) {
      builder.add(dependency);
    }
    for (String folder : foldersOfPlaced()) {
      builder.add(owned(Action.of(ActionType.DIR).with("path", folder), false));
    }
    for (Map.Entry<String, Path> entry : proto.entries().entrySet()) {
      if (!claimed.contains(entry.getKey())) {
        addGenerated(entry.getKey(), entry.getValue());
      }
    }
  }

  /** Folders that lead to placed files and that nobody else says anything about. */
  private Set<String> foldersOfPlaced() {
    Set<String> folders = new TreeSet<>();
    for (String path : request.placed.keySet()) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash));
      }
    }
    folders.removeAll(claimed);
    folders.removeAll(proto.entries().keySet());
    return folders;
  }

  private void addMetadata(List<Action> stated) {
    Set<String> names = new HashSet<>();
    for (Action action : stated) {
      if (action.type() == ActionType.SET) {
        names.add(action.keyValue());
      }
    }
    request.metadata.forEach(
        (name, value) -> {
          if (!names.contains(name)) {
            builder.set(name, value);
          }
        });
  }

  private void addStated(Action action) throws IOException {
    switch (action.type()) {
      case SET -> {
        if (action.keyValue().equals("pkg.fmri") || action.keyValue().equals("fmri")) {
          checkName(action);
        } else {
          builder.add(action);
        }
      }
      case DIR -> builder.add(owned(claim(action), false));
      case LINK, HARDLINK -> builder.add(claim(action));
      case FILE -> {
        Path source = source(action, action.path());
        builder.payload(imported(owned(claim(action), isExecutable(source))), content(source));
      }
      case LICENSE -> builder.payload(action, content(source(action, "")));
      case SIGNATURE ->
          throw new IpsException(
              where() + " has a signature, which can only be made when the package is complete");
      case DEPEND, GROUP, USER, DRIVER, UNKNOWN, LEGACY -> builder.add(action);
    }
  }

  /** The template may repeat the package's name, but not contradict it. */
  private void checkName(Action set) throws IpsException {
    Fmri stated = Fmri.parse(set.require("value"));
    Fmri own = request.fmri;
    if (!stated.stem().equals(own.stem())
        || (stated.publisher() != null && !stated.publisher().equals(own.publisher()))
        || (stated.version() != null && !own.requireVersion().matches(stated.version()))) {
      throw new IpsException(
          "%s says that it is for %s, but the package is %s".formatted(where(), stated, own));
    }
  }

  private Action claim(Action action) {
    claimed.add(action.path());
    return action;
  }

  /** Where the payload of an action of the template lies. */
  private Path source(Action action, String own) throws IpsException {
    String hash = action.hash();
    String name = hash == null || hash.equals(NO_HASH) ? own : Paths.normalize(hash);
    if (!name.isEmpty()) {
      for (Path folder : request.sources) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
      Path file = proto.entries().get(name);
      if (file != null && Files.isRegularFile(file)) {
        claimed.add(name);
        return file;
      }
    }
    String what = action.type().word() + " " + action.keyValue();
    throw new IpsException(
        name.isEmpty()
            ? "%s does not say which file is the payload of %s: write its path after the word %s"
                .formatted(where(), what, action.type().word())
            : "%s names %s as the payload of %s, and no folder to be packaged has it"
                .formatted(where(), name, what));
  }

  private void addGenerated(String path, Path source) throws IOException {
    if (Files.isSymbolicLink(source)) {
      String target = Files.readSymbolicLink(source).toString();
      builder.add(Action.of(ActionType.LINK).with("path", path).with("target", target));
    } else if (ProtoArea.isFolder(source)) {
      builder.add(owned(Action.of(ActionType.DIR).with("path", path), false));
    } else if (Files.isRegularFile(source)) {
      builder.payload(
          imported(owned(Action.of(ActionType.FILE).with("path", path), isExecutable(source))),
          content(source));
    } else {
      throw new IpsException(source + " is neither a file nor a folder nor a link");
    }
  }

  /** Adds what the action does not say about its owner and mode. */
  private Action owned(Action action, boolean executable) {
    String path = action.path();
    boolean folder = action.type() == ActionType.DIR;
    String owner = action.value("owner");
    String group = action.value("group");
    String mode = action.value("mode");
    OwnerRule own = folder ? null : request.placed.get(path);
    if (own != null) {
      owner = owner != null ? owner : own.owner();
      group = group != null ? group : own.group();
      mode = mode != null ? mode : own.fileMode();
    }
    for (OwnerRule rule : request.rules) {
      if (rule.matches(path)) {
        owner = owner != null ? owner : rule.owner();
        group = group != null ? group : rule.group();
        mode = mode != null ? mode : folder ? rule.dirMode() : rule.fileMode();
      }
    }
    SystemOwners.Custom custom = SystemOwners.of(path);
    return action
        .with("owner", owner != null ? owner : "root")
        .with("group", group != null ? group : custom.group())
        .with("mode", mode != null ? mode : mode(custom, folder, executable));
  }

  /** A service becomes known when its manifest is installed, without a reboot. */
  private static Action imported(Action file) {
    return SERVICE_MANIFEST.matcher(file.path()).matches() && file.value("restart_fmri") == null
        ? file.with("restart_fmri", MANIFEST_IMPORT)
        : file;
  }

  private static String mode(SystemOwners.Custom custom, boolean folder, boolean executable) {
    if (folder) {
      return custom.dirMode();
    }
    // Whoever may read it may run it then.
    return executable
        ? "0" + Integer.toOctalString(Integer.parseInt(custom.fileMode(), 8) | 0111)
        : custom.fileMode();
  }

  private static boolean isExecutable(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (UnsupportedOperationException e) {
      // The machine knows no such thing; rules have to say it.
      return false;
    }
  }

  private static Content content(Path file) throws IOException {
    return Content.range(file, 0, Files.size(file));
  }

  private String where() {
    @Nullable ManifestTemplate template = request.template;
    return template == null ? "the package" : template.origin();
  }
}
