package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;
import org.heliosimage.zfs.Feature;
import org.heliosimage.zfs.PoolException;
import org.heliosimage.zfs.PoolLayout;
import org.heliosimage.zfs.zap.ZapImage;
import org.heliosimage.zfs.zpl.DnodePhys;

/**
 * Closes the loop: space maps and totals describe all allocated space, their own included. So all
 * places are reserved first, for blocks that are not compressed and hence have known sizes, and
 * written when nothing can change any more.
 */
final class Finish {

  private static final byte[] NONE = {};
  private static final int MIN_ARRAY = 512;
  private static final int INDIRECT = 1 << ObjectTree.INDIRECT_SHIFT;
  private static final int FANOUT = INDIRECT / Pointers.SIZE;

  /** What compression of a few numbers that depend on the size of the device may change. */
  private static final long SIZE_SLACK = 64 << 10;

  private static final long MEBIBYTE = 1 << 20;

  private final PoolLayout layout;
  private final Geometry geometry;
  private final Allocator allocator;
  private final BlockStore store;
  private final MetaSet meta;
  private final ObjectSet set;
  private final Packer packer;
  private final Space space = new Space();
  private final ZapImage features;

  Finish(PoolLayout layout, Geometry geometry, Allocator allocator, BlockStore store, MetaSet meta)
      throws IOException {
    this.layout = layout;
    this.geometry = geometry;
    this.allocator = allocator;
    this.store = store;
    this.meta = meta;
    this.set = meta.objects();
    this.packer = new Packer(geometry.unit(), false);
    // Its size does not depend on the number of maps.
    this.features = features(0);
  }

  /** Space for the copies of a block. */
  private static final class Place {
    private final int size;
    private final long[] offsets;

    private Place(int size, long[] offsets) {
      this.size = size;
      this.offsets = offsets;
    }
  }

  /**
   * Writes the rest of the metadata.
   *
   * @return pointer to the meta object set
   * @throws PoolException if the device is too small
   */
  byte[] run(List<Dsl.Written> written) throws IOException {
    checkSize();
    Place featurePlace = reserve(features.blockSize());
    Place arrayPlace = reserve(arraySize(geometry));
    Place rootPlace = reserve(ObjectSet.SIZE);
    List<Place> mapPlaces = new ArrayList<>();
    List<Long> mapNumbers = new ArrayList<>();
    List<Place> dnodePlaces = new ArrayList<>();
    List<Place> indirectPlaces = new ArrayList<>();
    boolean again = true;
    while (again) {
      again = false;
      while (mapPlaces.size() < allocator.touched()) {
        mapNumbers.add(set.allocate());
        mapPlaces.add(reserve(SpaceMap.blockSize(geometry)));
      }
      while (dnodePlaces.size() < dnodeBlocks(set.nextNumber())) {
        dnodePlaces.add(reserve(ObjectSet.DNODE_BLOCK));
        again = true;
      }
      while (indirectPlaces.size() < indirectBlocks(dnodePlaces.size())) {
        indirectPlaces.add(reserve(INDIRECT));
        again = true;
      }
      again |= mapPlaces.size() < allocator.touched();
    }
    if (allocator.full()) {
      throw new IllegalStateException("no room although there should be");
    }
    putSpaceMaps(mapNumbers, mapPlaces, arrayPlace);
    putTable(
        meta.writeFeatures(), DmuType.OTHER_ZAP, features(mapPlaces.size()).block(0), featurePlace);
    space.add(set.space().used(), set.space().compressed(), set.space().uncompressed());
    long used = meta.dsl().putDirectories(written, space);
    if (used < allocator.allocated()) {
      throw new IllegalStateException(
          "accounted for " + used + " of " + allocator.allocated() + " allocated bytes");
    }
    return putRoot(dnodePlaces, indirectPlaces, rootPlace);
  }

  private ZapImage features(int spaceMaps) throws IOException {
    return new FeatureTables(layout.features())
        .forWrite(meta.salt(meta.writeFeatures()), spaceMaps);
  }

  private void checkSize() throws PoolException {
    long stored = allocator.allocated();
    if (stored + rest(geometry) <= geometry.limit()) {
      return;
    }
    long size = (stored + MEBIBYTE - 1) & -MEBIBYTE;
    Geometry larger;
    do {
      size += MEBIBYTE;
      larger = Geometry.of(Math.max(size, PoolLayout.MIN_SIZE), geometry.ashift());
    } while (stored + SIZE_SLACK + rest(larger) > larger.limit());
    throw PoolException.tooSmall(layout.spec().name(), geometry.size(), larger.size());
  }

  /** An upper bound of what is still to be allocated. */
  private long rest(Geometry of) {
    long dnodes = dnodeBlocks(set.nextNumber() + of.count());
    return MetaSet.COPIES
        * (of.round(features.blockSize())
            + of.round(arraySize(of))
            + of.round(ObjectSet.SIZE)
            + of.count() * of.round(SpaceMap.blockSize(of))
            + dnodes * ObjectSet.DNODE_BLOCK
            + indirectBlocks(dnodes) * INDIRECT);
  }

  private static long dnodeBlocks(long objects) {
    return (objects + ObjectSet.DNODES - 1) / ObjectSet.DNODES;
  }

  private static long indirectBlocks(long dnodes) {
    return dnodes <= ObjectSet.ROOTS ? 0 : (dnodes + FANOUT - 1) / FANOUT;
  }

  /** A power of two, as the array may grow with the device. */
  private static int arraySize(Geometry of) {
    return Math.max(MIN_ARRAY, Integer.highestOneBit(2 * 8 * of.count() - 1));
  }

  private Place reserve(int size) {
    long[] offsets = new long[MetaSet.COPIES];
    long allocated = geometry.round(size);
    store.reserve(MetaSet.COPIES, allocated, offsets);
    space.add(MetaSet.COPIES * allocated, size, size);
    return new Place(size, offsets);
  }

  /** Stores a block at its place and puts its pointer into a target. */
  private void place(
      int type, int level, byte[] bytes, long fill, Place place, byte[] target, int at)
      throws IOException {
    Block block =
        new Block(
            (stored, pointers, start) -> {},
            type,
            level,
            0,
            place.size,
            set.policy().uncompressed());
    block.bytes = bytes;
    block.fill = fill;
    packer.pack(block, NONE, 0);
    if (block.form != Block.Form.STORED) {
      throw new IllegalStateException("an empty block of type " + type);
    }
    store.placeReserved(block, place.offsets, target, at);
  }

  private void putSpaceMaps(List<Long> numbers, List<Place> places, Place arrayPlace)
      throws IOException {
    boolean histogram = layout.has(Feature.SPACEMAP_HISTOGRAM);
    byte[] array = new byte[arrayPlace.size];
    int map = 0;
    for (int metaslab = 0; metaslab < geometry.count(); metaslab++) {
      if (allocator.used(metaslab) == 0) {
        continue;
      }
      SpaceMap spaceMap = new SpaceMap(geometry, allocator.used(metaslab));
      long number = numbers.get(map);
      byte[] pointer = new byte[Pointers.SIZE];
      place(DmuType.SPACE_MAP, 0, spaceMap.entries(), 1, places.get(map), pointer, 0);
      byte[] bonus = spaceMap.bonus(number, histogram);
      DnodePhys dnode =
          DnodePhys.of(
              DmuType.SPACE_MAP, places.get(map).size, DmuType.SPACE_MAP_HEADER, bonus.length);
      set.put(number, dnode.withBlocks(1, 0, copies(places.get(map))), pointer, bonus);
      Bytes.put64(array, 8 * metaslab, number);
      map++;
    }
    putTable(meta.metaslabArray(), DmuType.OBJECT_ARRAY, array, arrayPlace);
  }

  /** Adds an object of one block without bonus area. */
  private void putTable(long number, int type, byte[] bytes, Place place) throws IOException {
    byte[] pointer = new byte[Pointers.SIZE];
    place(type, 0, bytes, 1, place, pointer, 0);
    set.put(
        number,
        DnodePhys.of(type, place.size, 0, 0).withBlocks(1, 0, copies(place)),
        pointer,
        NONE);
  }

  private long copies(Place place) {
    return MetaSet.COPIES * geometry.round(place.size);
  }

  private byte[] putRoot(List<Place> dnodePlaces, List<Place> indirectPlaces, Place rootPlace)
      throws IOException {
    List<ObjectSet.DnodeBlock> blocks = set.held();
    boolean flat = indirectPlaces.isEmpty();
    byte[] roots = new byte[Pointers.SIZE * ObjectSet.ROOTS];
    byte[] indirect = new byte[Math.max(1, indirectPlaces.size()) * INDIRECT];
    long objects = 0;
    long used = 0;
    long[] fills = new long[indirectPlaces.size()];
    for (int i = 0; i < blocks.size(); i++) {
      ObjectSet.DnodeBlock block = blocks.get(i);
      place(
          DmuType.DNODE,
          0,
          block.bytes,
          block.objects,
          dnodePlaces.get(i),
          flat ? roots : indirect,
          i * Pointers.SIZE);
      objects += block.objects;
      used += copies(dnodePlaces.get(i));
      if (!flat) {
        fills[i / FANOUT] += block.objects;
      }
    }
    for (int i = 0; i < indirectPlaces.size(); i++) {
      byte[] bytes = new byte[INDIRECT];
      System.arraycopy(indirect, i * INDIRECT, bytes, 0, INDIRECT);
      place(DmuType.DNODE, 1, bytes, fills[i], indirectPlaces.get(i), roots, i * Pointers.SIZE);
      used += copies(indirectPlaces.get(i));
    }
    DnodePhys dnode =
        DnodePhys.of(DmuType.DNODE, ObjectSet.DNODE_BLOCK, 0, 0)
            .withBlocks(flat ? 1 : 2, blocks.size() - 1, used);
    byte[] pointer = new byte[Pointers.SIZE];
    place(DmuType.OBJSET, 0, ObjectSet.metaHeader(dnode, roots), objects, rootPlace, pointer, 0);
    return pointer;
  }
}
