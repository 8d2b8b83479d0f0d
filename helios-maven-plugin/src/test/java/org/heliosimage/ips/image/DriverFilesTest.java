package org.heliosimage.ips.image;

import static org.heliosimage.ips.image.DriverFiles.File.ALIASES;
import static org.heliosimage.ips.image.DriverFiles.File.CLASSES;
import static org.heliosimage.ips.image.DriverFiles.File.DEVICE_POLICY;
import static org.heliosimage.ips.image.DriverFiles.File.DEVLINK;
import static org.heliosimage.ips.image.DriverFiles.File.EXTRA_PRIVS;
import static org.heliosimage.ips.image.DriverFiles.File.MINOR_PERM;
import static org.heliosimage.ips.image.DriverFiles.File.NAME_TO_MAJOR;
import static org.heliosimage.ips.image.DriverFiles.File.REM_NAME_TO_MAJOR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverFilesTest {

  private final List<String> warnings = new ArrayList<>();
  private final DriverFiles files =
      new DriverFiles(
          Map.of(
              NAME_TO_MAJOR, "clone 11\nmm 1 # memory\n",
              REM_NAME_TO_MAJOR, "gone 4\nlost 2\n",
              ALIASES, "mm \"mem\"\nstray \"pci9,9\"",
              MINOR_PERM, "clone:tcp 0666 root sys\nclone:x 0600 root sys\n"),
          warnings::add);

  private static DriverSpec driver(String name, String... aliases) {
    return new DriverSpec(
        "pkg",
        name,
        List.of(aliases),
        List.of("net"),
        List.of("*  0600 root sys"),
        List.of("x 0666 root sys"),
        List.of("sys_x"),
        List.of("read_priv_set=all ctl write_priv_set=net"),
        List.of("type=x\\tname"));
  }

  @Test
  void bindsANewDriver() {
    files.put(driver("foo", "pci1,2"));
    assertEquals("clone 11\nmm 1 # memory\nfoo 3\n", files.lines(NAME_TO_MAJOR).text());
    assertEquals("mm \"mem\"\nstray \"pci9,9\"\nfoo \"pci1,2\"\n", files.lines(ALIASES).text());
    assertEquals("foo\tnet\n", files.lines(CLASSES).text());
    assertEquals("foo:sys_x\n", files.lines(EXTRA_PRIVS).text());
    assertEquals(
        "foo:*\tread_priv_set=all\nfoo:ctl\twrite_priv_set=net\n",
        files.lines(DEVICE_POLICY).text());
    assertEquals(
        "clone:tcp 0666 root sys\nclone:x 0666 root sys\nfoo:* 0600 root sys\n",
        files.lines(MINOR_PERM).text());
    assertEquals("type=x\tname\n", files.lines(DEVLINK).text());
    assertEquals(List.of(), warnings);
  }

  @Test
  void givesADriverItsOldNumberBack() {
    files.put(driver("lost"));
    assertEquals("clone 11\nmm 1 # memory\nlost 2\n", files.lines(NAME_TO_MAJOR).text());
    assertEquals("gone 4\n", files.lines(REM_NAME_TO_MAJOR).text());
    files.remove(driver("lost"));
    assertEquals("clone 11\nmm 1 # memory\n", files.lines(NAME_TO_MAJOR).text());
    assertEquals("gone 4\nlost 2\n", files.lines(REM_NAME_TO_MAJOR).text());
    assertEquals("", files.lines(CLASSES).text());
    assertEquals("clone:tcp 0666 root sys\n", files.lines(MINOR_PERM).text());
  }

  @Test
  void adaptsABoundDriver() {
    files.put(driver("foo", "a", "b"));
    files.put(driver("foo", "b", "c"));
    assertEquals(
        "mm \"mem\"\nstray \"pci9,9\"\nfoo \"b\"\nfoo \"c\"\n", files.lines(ALIASES).text());
  }

  @Test
  void takesAliasesFromLinesOfNoPackage() {
    files.put(driver("foo", "pci9,9"));
    assertEquals(
        "mm \"mem\"\n# pkg(7): stray \"pci9,9\"\nfoo \"pci9,9\"\n", files.lines(ALIASES).text());
  }

  @Test
  void leavesOutADriverWhoseAliasIsADriver() {
    files.put(driver("foo", "mm"));
    assertEquals("clone 11\nmm 1 # memory\n", files.lines(NAME_TO_MAJOR).text());
    assertEquals(
        List.of("Driver foo of pkg is left out: its alias mm is the name of a driver."), warnings);
  }
}
