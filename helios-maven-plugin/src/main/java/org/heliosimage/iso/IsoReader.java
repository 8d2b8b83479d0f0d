package org.heliosimage.iso;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.FileTree;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ISO image with Rock Ridge, and objects to whatever in its structures is not as {@link
 * IsoWriter} makes it: numbers that differ in their two forms, path tables that are not those of
 * the directories, data in two places, boot entries that lead to no file.
 */
public final class IsoReader {

  private final IsoFile image;
  private final VolumeDescriptor descriptor;
  private final Optional<byte[]> bootRecord;
  private final FileTree tree;
  private final PathTable littleTable = new PathTable(false);
  private final PathTable bigTable = new PathTable(true);
  private final Deque<Found> open = new ArrayDeque<>();
  private final SharedFiles files;
  private int numbered;

  /** A directory to be read. */
  record Found(String path, DirectoryRecord record, @Nullable Found parent, int links, int number) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  private IsoReader(IsoFile image) throws IOException {
    this.image = image;
    byte[] primary = image.read(VolumeDescriptor.BLOCK, Blocks.SIZE, "the volume descriptor");
    if (VolumeDescriptor.type(primary) != VolumeDescriptor.PRIMARY) {
      throw new IsoException("the first descriptor of the volume is not the primary one");
    }
    this.descriptor = VolumeDescriptor.decode(primary);
    image.limit(descriptor.blocks());
    byte[] second = image.read(VolumeDescriptor.BLOCK + 1, Blocks.SIZE, "a descriptor");
    boolean boots = VolumeDescriptor.type(second) == VolumeDescriptor.BOOT_RECORD;
    this.bootRecord = boots ? Optional.of(second) : Optional.empty();
    byte[] end = second;
    if (boots) {
      end = image.read(VolumeDescriptor.BLOCK + 2, Blocks.SIZE, "a descriptor");
    }
    if (VolumeDescriptor.type(end) != VolumeDescriptor.END) {
      throw new IsoException("the volume has other descriptors than it should");
    }
    image.own(0, (VolumeDescriptor.BLOCK + (boots ? 3L : 2)) * Blocks.SIZE, "the descriptors");
    this.tree = new FileTree(root().node(Optional.empty()).attributes());
    this.files = new SharedFiles(image, tree);
  }

  /**
   * Reads an image.
   *
   * @throws IsoException if it is damaged
   */
  public static IsoContents read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new IsoReader(new IsoFile(file, channel)).read();
    }
  }

  private IsoContents read() throws IOException {
    Found root = new Found("", descriptor.root(), null, root().links(), ++numbered);
    open.add(root);
    littleTable.add(root.record.id(), root.record.block(), 1);
    bigTable.add(root.record.id(), root.record.block(), 1);
    while (!open.isEmpty()) {
      readDirectory(open.remove());
    }
    checkTable(littleTable, descriptor.littleTable(), "the little-endian path table");
    checkTable(bigTable, descriptor.bigTable(), "the big-endian path table");
    files.check();
    List<BootEntry> entries = List.of();
    if (bootRecord.isPresent()) {
      entries = new BootCheck(image, files).entries(VolumeDescriptor.catalog(bootRecord.get()));
      tree.remove("/" + BootCatalog.NAME);
    }
    return new IsoContents(descriptor.volumeId(), tree, entries);
  }

  /** What the root says of itself. */
  private Posix root() throws IOException {
    DirectoryRecord root = descriptor.root();
    byte[] block = image.read(root.block(), Blocks.SIZE, "the root directory");
    DirectoryRecord self = DirectoryRecord.decode(block, 0, block.length);
    Posix posix = new SystemUseReader(image).read(self.systemUse(), "the root directory");
    if (!posix.announcesRockRidge()) {
      throw new IsoException("the image has no Rock Ridge");
    }
    return posix;
  }

  private void checkTable(PathTable wanted, long block, String name) throws IOException {
    if (descriptor.tableBytes() != wanted.bytes().length) {
      throw new IsoException(name + " has another length than it should");
    }
    image.own(block, descriptor.tableBytes(), name);
    if (!Arrays.equals(image.read(block, descriptor.tableBytes(), name), wanted.bytes())) {
      throw new IsoException(name + " is not that of the directories");
    }
  }

  private void readDirectory(Found directory) throws IOException {
    String name = "the directory " + (directory.path.isEmpty() ? "/" : directory.path);
    DirectoryRecord own = directory.record;
    if (own.size() % Blocks.SIZE != 0 || own.size() == 0) {
      throw new IsoException(name + " does not have whole blocks");
    }
    image.own(own.block(), own.size(), name);
    byte[] data = image.read(own.block(), own.size(), name);
    List<DirectoryRecord> records = records(data, name);
    Found parent = directory.parent == null ? directory : directory.parent;
    if (records.size() < 2
        || !leads(records.get(0), 0, own)
        || !leads(records.get(1), 1, parent.record)) {
      throw new IsoException(name + " does not begin with itself and its parent");
    }
    int subdirectories = 0;
    byte[] last = {};
    for (DirectoryRecord record : records.subList(2, records.size())) {
      if (Arrays.compareUnsigned(last, record.id()) >= 0) {
        throw new IsoException(name + " is not in order");
      }
      last = record.id();
      subdirectories += record.directory() ? 1 : 0;
      readRecord(directory, record);
    }
    if (directory.links != 2 + subdirectories) {
      throw new IsoException(name + " has a wrong number of links");
    }
  }

  private static boolean leads(DirectoryRecord record, int id, DirectoryRecord to) {
    return record.directory()
        && record.id().length == 1
        && record.id()[0] == id
        && record.block() == to.block()
        && record.size() == to.size();
  }

  private static List<DirectoryRecord> records(byte[] data, String name) throws IsoException {
    List<DirectoryRecord> records = new ArrayList<>();
    for (int block = 0; block < data.length; block += Blocks.SIZE) {
      int at = block;
      int end = block + Blocks.SIZE;
      while (at < end && data[at] != 0) {
        records.add(DirectoryRecord.decode(data, at, end));
        at += Bytes.u8(data, at);
      }
      if (!Bytes.isZero(data, at, end - at)) {
        throw new IsoException(name + " has something behind its last record");
      }
    }
    return records;
  }

  private void readRecord(Found directory, DirectoryRecord record) throws IOException {
    String place = "an entry of " + (directory.path.isEmpty() ? "/" : directory.path);
    Posix posix = new SystemUseReader(image).read(record.systemUse(), place);
    String path = directory.path + "/" + posix.name();
    if (tree.find(path).isPresent()) {
      throw new IsoException(path + " is there twice");
    }
    if (posix.isFile() && !record.directory()) {
      files.add(path, record, posix);
      return;
    }
    tree.put(path, posix.node(Optional.empty()));
    if (!record.directory()) {
      if (record.size() != 0 || record.block() != 0) {
        throw new IsoException(path + " has data, which only files have");
      }
      return;
    }
    Found found = new Found(path, record, directory, posix.links(), ++numbered);
    littleTable.add(record.id(), record.block(), directory.number);
    bigTable.add(record.id(), record.block(), directory.number);
    open.add(found);
  }
}
