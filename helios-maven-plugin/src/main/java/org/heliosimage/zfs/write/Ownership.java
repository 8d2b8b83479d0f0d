package org.heliosimage.zfs.write;

import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zap.ZapException;
import org.heliosimage.zfs.zap.ZapImage;

/** How much each user and each group owns, as {@code zfs userspace} shows it. */
final class Ownership {

  private final Map<Integer, Long> users = new TreeMap<>();
  private final Map<Integer, Long> groups = new TreeMap<>();

  /** Most files belong to whom the one before does, so their bytes are collected first. */
  private int user;

  private int group;
  private long bytesOfBoth;

  void add(int uid, int gid, long bytes) {
    if (uid != user || gid != group) {
      collect();
      user = uid;
      group = gid;
    }
    bytesOfBoth += bytes;
  }

  private void collect() {
    if (bytesOfBoth > 0) {
      users.merge(user, bytesOfBoth, Long::sum);
      groups.merge(group, bytesOfBoth, Long::sum);
      bytesOfBoth = 0;
    }
  }

  ZapImage users(long salt) throws ZapException {
    collect();
    return table(users, salt);
  }

  ZapImage groups(long salt) throws ZapException {
    collect();
    return table(groups, salt);
  }

  private static ZapImage table(Map<Integer, Long> usage, long salt) throws ZapException {
    ZapBuilder zap = new ZapBuilder(salt);
    usage.forEach((id, bytes) -> zap.put(Integer.toHexString(id), bytes));
    return zap.build();
  }
}
