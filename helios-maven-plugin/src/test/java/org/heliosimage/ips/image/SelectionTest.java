package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.ips.manifest.Action;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private final Selection selection =
      new Selection(
          new TreeMap<>(Map.of("variant.arch", "i386")),
          new TreeMap<>(
              Map.of(
                  "facet.doc", false,
                  "facet.locale.*", false,
                  "facet.locale.en", true,
                  "facet.locale.e?", false)));

  @ParameterizedTest
  @CsvSource({
    "variant.arch=i386,true",
    "variant.arch=sparc,false",
    "variant.arch=i386 variant.arch=sparc,false",
    "variant.debug.x=true,false",
    "variant.debug.x=false,true",
    "facet.doc=true,false",
    "facet.doc.man=true,true",
    "facet.debug.x=true,false",
    "facet.optional.x=true,false",
    "facet.locale.de=true,false",
    "facet.locale.en=true,true",
    "facet.locale.es=true,false",
    "facet.locale.de=true facet.locale.en=true,true",
    "facet.locale.de=all facet.locale.en=true,false",
    "facet.devel=all facet.doc=true,false",
    "facet.devel=true facet.devel=true,false",
    "mode=0755,true"
  })
  void allowsActions(String attributes, boolean allowed) throws Exception {
    assertEquals(
        allowed, selection.allows(Action.parse("dir path=a owner=root group=sys " + attributes)));
  }
}
