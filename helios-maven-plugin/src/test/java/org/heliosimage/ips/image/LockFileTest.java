package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.heliosimage.ips.IpsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {

  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);

  private static LockFile lock(String... lines) throws IpsException {
    return LockFile.parse(String.join("\n", lines), "helios.lock");
  }

  @Test
  void isSortedAndReadsBack() throws Exception {
    LockFile lock =
        lock(
            "# comment",
            "pkg://q/a@1  sha256:" + ONE,
            "",
            "pkg://p/b@1,5.11-2.0:20240101T000000Z\tsha256:" + TWO + "\r",
            "pkg://p/a@1.0 sha256:" + ONE);
    String text =
        """
        # Locked packages
        #
        pkg://p/a@1.0,5.11  sha256:%s
        pkg://p/b@1,5.11-2.0:20240101T000000Z  sha256:%s
        pkg://q/a@1,5.11  sha256:%s
        """
            .formatted(ONE, TWO, ONE);
    assertEquals(text, lock.text(List.of("Locked packages", "")));
    assertEquals(lock, lock(text));
    assertEquals(lock, LockFile.union(List.of(lock, lock(), lock("pkg://q/a@1  sha256:" + ONE))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pkg://p/a@1                 | a package and the digest of its manifest are expected, as in \
          "pkg://PUBLISHER/NAME@VERSION  sha256:64 hexadecimal digits"
          pkg://p/a@1  sha1:D         | a package and the digest of its manifest are expected, as in \
          "pkg://PUBLISHER/NAME@VERSION  sha256:64 hexadecimal digits"
          pkg://p/a@1  sha256:D0      | a package and the digest of its manifest are expected, as in \
          "pkg://PUBLISHER/NAME@VERSION  sha256:64 hexadecimal digits"
          pkg:/a@1  sha256:D          | "pkg:/a@1" lacks the publisher or the version
          pkg://p/a  sha256:D         | "pkg://p/a" lacks the publisher or the version
          pkg://p/first@1  sha256:D   | "pkg://p/first@1" is listed twice
          pkg://p/a@1.01  sha256:D    | the release "1.01" of version "1.01" is no dotted number
          """)
  void namesTheLineThatIsWrong(String line, String message) {
    String text = "# comment\npkg://p/first@1  sha256:D\n%s\n".formatted(line).replace("D", ONE);
    IpsException e = assertThrows(IpsException.class, () -> LockFile.parse(text, "helios.lock"));
    assertEquals("helios.lock, line 3: " + message, e.getMessage());
  }

  @Test
  void namesEachDifference() throws Exception {
    LockFile lock =
        lock(
            "pkg://p/a@1  sha256:" + ONE,
            "pkg://p/b@1  sha256:" + ONE,
            "pkg://p/c@1  sha256:" + ONE,
            "pkg://p/d@1  sha256:" + ONE,
            "pkg://p/d@2  sha256:" + ONE);
    LockFile found =
        lock(
            "pkg://p/a@2  sha256:" + ONE,
            "pkg://p/b@1  sha256:" + TWO,
            "pkg://p/d@1  sha256:" + ONE,
            "pkg://p/e@1  sha256:" + ONE);
    LockException e = assertThrows(LockException.class, () -> lock.requireSame(found));
    assertEquals(
        List.of(
            "a is locked as pkg://p/a@1,5.11, found is pkg://p/a@2,5.11",
            "e is not locked, found is pkg://p/e@1,5.11",
            "pkg://p/b@1,5.11 is locked with the manifest sha256:%s, found is one with sha256:%s"
                .formatted(ONE, TWO),
            "c is locked as pkg://p/c@1,5.11, found is nothing that asks for it",
            "d is locked as pkg://p/d@2,5.11, found is pkg://p/d@1,5.11 only"),
        e.differences());
    assertDoesNotThrow(() -> lock.requireSame(lock));
    assertDoesNotThrow(() -> lock.requireCovers(lock("pkg://p/a@1  sha256:" + ONE)));
  }
}
