package org.heliosimage.iso;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;

/** Where everything of an image goes; made before the first byte is written. */
final class IsoLayout {

  private static final int MAX_DIRECTORIES = 0xFFFF;
  private static final long MAX_FILE = 0xFFFFFFFFL;
  private static final int PADDING = 150;

  /** El Torito counts the sectors of a boot image in 16 bits. */
  private static final int MAX_SECTORS = 0xFFFF;

  private static final int SECTOR = 512;

  private final FileTree tree;
  private final IsoSpec spec;
  private final IsoNode root;

  /** All directories, in the order of the path table. */
  final List<IsoNode> directories = new ArrayList<>();

  /** Files with data, in the order of a walk; of several names of a file the first. */
  final List<IsoNode> files = new ArrayList<>();

  private final List<IsoNode> noData = new ArrayList<>();

  final long littleTable;
  final long bigTable;
  final Optional<IsoNode> catalog;
  final Optional<IsoNode> bios;
  final Optional<IsoNode> efi;
  final long blocks;

  IsoLayout(FileTree tree, IsoSpec spec) throws IOException {
    this.tree = tree;
    this.spec = spec;
    this.root = new IsoNode(tree.get("/"));
    Map<Integer, List<IsoNode>> names = readTree();
    boolean bootable = spec.bios().isPresent() || spec.efi().isPresent();
    this.catalog = bootable ? Optional.of(addCatalog()) : Optional.empty();
    numberDirectories();
    long next = VolumeDescriptor.BLOCK + (bootable ? 3L : 2);
    long table = Blocks.of(pathTable(false).length);
    this.littleTable = next;
    this.bigTable = next + table;
    next += 2 * table;
    // Lengths of records do not depend on what they lead to.
    for (IsoNode directory : directories) {
      SystemUse lengths = new SystemUse(0);
      directory.size = DirectoryData.encode(directory, lengths).length;
      directory.block = next;
      next += Blocks.of(directory.size) + Blocks.of(lengths.bytes().length);
    }
    if (catalog.isPresent()) {
      catalog.get().block = next++;
    }
    // Some readers want even files without data to be behind what is said about them.
    for (IsoNode file : noData) {
      file.block = next;
    }
    next += noData.isEmpty() ? 0 : 1;
    for (IsoNode file : files) {
      file.block = next;
      next += Blocks.of(file.size);
      for (IsoNode name : names.getOrDefault(file.link, List.of())) {
        name.block = file.block;
      }
    }
    this.blocks = next + PADDING;
    if (blocks > 0xFFFFFFFFL) {
      throw new IsoException("the files are more than an ISO image can hold, which is 8 TiB");
    }
    this.bios = bootFile(spec.bios());
    this.efi = bootFile(spec.efi());
    checkBoot();
  }

  /** Takes the nodes of the tree; the result has all names of those with several. */
  private Map<Integer, List<IsoNode>> readTree() throws IOException {
    Map<Integer, List<IsoNode>> names = new HashMap<>();
    Deque<IsoNode> open = new ArrayDeque<>();
    Deque<IsoNames> plain = new ArrayDeque<>();
    tree.walk(
        new FileTree.Visitor<IOException>() {
          @Override
          public void visit(String path, FileTree.Entry entry) throws IOException {
            IsoNode parent = open.peek();
            IsoNode node = root;
            if (parent != null) {
              byte[] id = plain.element().plain(entry.name());
              node = new IsoNode(path, entry.name(), id, entry.node(), entry.link(), parent);
              parent.children.add(node);
              take(node, names);
            }
            if (node.isDirectory()) {
              node.links = 2;
              node.parent.links += parent == null ? 0 : 1;
              open.push(node);
              plain.push(new IsoNames());
            }
          }

          @Override
          public void leave(String path, FileTree.Entry directory) {
            open.pop().children.sort((a, b) -> Arrays.compareUnsigned(a.id, b.id));
            plain.pop();
          }
        });
    names.values().forEach(all -> all.forEach(name -> name.links = all.size()));
    return names;
  }

  private void take(IsoNode node, Map<Integer, List<IsoNode>> names) throws IsoException {
    boolean first = true;
    if (node.link != 0) {
      List<IsoNode> all = names.computeIfAbsent(node.link, link -> new ArrayList<>());
      first = all.isEmpty();
      all.add(node);
    }
    if (node.node instanceof RegularFile file) {
      node.size = file.content().size();
      if (node.size > MAX_FILE) {
        throw new IsoException(node.path + " is too large for an ISO image: it has 4 GiB or more");
      }
      if (node.size == 0) {
        noData.add(node);
      } else if (first) {
        files.add(node);
      }
    }
  }

  private IsoNode addCatalog() throws IOException {
    String path = "/" + BootCatalog.NAME;
    if (tree.find(path).isPresent()) {
      throw new IsoException(path + " is the name of the boot catalog: the tree must not have it");
    }
    RegularFile file =
        new RegularFile(Attributes.of(0444, 0, 0, spec.time()), Content.of(new byte[Blocks.SIZE]));
    IsoNames taken = new IsoNames();
    root.children.forEach(child -> taken.take(child.id));
    IsoNode node =
        new IsoNode(path, BootCatalog.NAME, taken.plain(BootCatalog.NAME), file, 0, root);
    node.size = Blocks.SIZE;
    root.children.add(node);
    root.children.sort((a, b) -> Arrays.compareUnsigned(a.id, b.id));
    return node;
  }

  private void numberDirectories() throws IsoException {
    directories.add(root);
    for (int i = 0; i < directories.size(); i++) {
      directories.get(i).number = i + 1;
      directories.get(i).children.stream().filter(IsoNode::isDirectory).forEach(directories::add);
    }
    if (directories.size() > MAX_DIRECTORIES) {
      throw new IsoException(
          "an ISO image has up to " + MAX_DIRECTORIES + " directories, not " + directories.size());
    }
  }

  private Optional<IsoNode> bootFile(Optional<String> path) throws IOException {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    String resolved = tree.resolve(path.get(), true);
    return Optional.of(
        files.stream()
            .filter(file -> isName(file, resolved))
            .findFirst()
            .orElseThrow(
                () ->
                    new IsoException(
                        "there is nothing to boot from: " + resolved + " is no file with data")));
  }

  /** Whether a file has a name, be it not its first. */
  private boolean isName(IsoNode file, String path) {
    if (file.path.equals(path)) {
      return true;
    }
    try {
      return file.link != 0
          && tree.entry(path).filter(entry -> entry.link() == file.link).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private void checkBoot() throws IsoException {
    if (bios.isPresent()) {
      IsoNode program = bios.get();
      if (!BootInfo.fits(program.size) || sectors(program) > MAX_SECTORS) {
        throw new IsoException(
            program.path
                + " cannot be a boot program: it has "
                + program.size
                + " bytes, and 64 bytes to 32 MiB are possible");
      }
      if (efi.isPresent() && efi.get() == program) {
        throw new IsoException(program.path + " cannot be for BIOS and for UEFI");
      }
    }
  }

  private static long sectors(IsoNode file) {
    return (file.size + SECTOR - 1) / SECTOR;
  }

  /** What there is to boot, BIOS first. */
  List<BootEntry> bootEntries() {
    List<BootEntry> entries = new ArrayList<>();
    bios.ifPresent(file -> entries.add(new BootEntry(false, file.block, (int) sectors(file))));
    efi.ifPresent(
        file -> {
          long sectors = sectors(file);
          entries.add(new BootEntry(true, file.block, sectors > MAX_SECTORS ? 0 : (int) sectors));
        });
    return entries;
  }

  /** What comes before the file system. */
  byte[] systemArea() throws IOException {
    if (spec.systemArea().isEmpty() || efi.isEmpty()) {
      return new byte[0];
    }
    long sector = efi.get().block * (Blocks.SIZE / SECTOR);
    byte[] area = spec.systemArea().get().bytes(sector, sectors(efi.get()));
    if (area.length > IsoSpec.SystemArea.LENGTH) {
      throw new IsoException("the boot blocks take more than the 32 KiB that are there for them");
    }
    return area;
  }

  byte[] pathTable(boolean bigEndian) {
    PathTable table = new PathTable(bigEndian);
    for (IsoNode directory : directories) {
      table.add(directory.id, directory.block, directory.parent.number);
    }
    return table.bytes();
  }

  VolumeDescriptor descriptor() {
    return new VolumeDescriptor(
        spec.volumeId(),
        blocks,
        pathTable(false).length,
        littleTable,
        bigTable,
        new DirectoryRecord(
            root.id, root.block, root.size, root.node.attributes().seconds(), true, new byte[0]));
  }
}
