package org.heliosimage.ips.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.jspecify.annotations.Nullable;

/**
 * Two small files of an image that restrict what is chosen for it.
 *
 * <pre>
 * state/avoid_set    [1, {"STEM": "avoid" | "implicit-avoid" | "obsolete"}]
 * state/frozen_dict  [1, {"STEM": ["pkg:/STEM@VERSION", "comment" | null, SECONDS]}]
 * </pre>
 */
final class StateLists {

  private static final String STATE = ImageState.ROOT + "/state";
  private static final String AVOID = STATE + "/avoid_set";
  private static final String FROZEN = STATE + "/frozen_dict";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final FileTree tree;
  private final Attributes folder;
  private final Attributes file;

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  StateLists(FileTree tree, long time) {
    this.tree = tree;
    this.folder = Attributes.of(0755, 0, 0, time);
    this.file = Attributes.of(0644, 0, 0, time);
  }

  AvoidSet readAvoided() throws IOException {
    SortedMap<String, String> avoided = new TreeMap<>();
    try (JsonParser json = open(AVOID)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String stem = json.currentName();
        String reason = json.nextTextValue();
        expect(reason != null, AVOID);
        avoided.put(stem, String.valueOf(reason));
      }
    }
    return new AvoidSet(avoided);
  }

  SortedMap<String, Freeze> readFrozen() throws IOException {
    SortedMap<String, Freeze> frozen = new TreeMap<>();
    try (JsonParser json = open(FROZEN)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String stem = json.currentName();
        expect(json.nextToken() == JsonToken.START_ARRAY, FROZEN);
        String fmri = json.nextTextValue();
        expect(fmri != null, FROZEN);
        @Nullable String comment = json.nextTextValue();
        long time = json.nextLongValue(0);
        expect(json.nextToken() == JsonToken.END_ARRAY, FROZEN);
        frozen.put(stem, new Freeze(Fmri.parse(String.valueOf(fmri)), comment, time));
      }
    }
    return frozen;
  }

  /** Versions that must stay, by name. */
  SortedMap<String, Version> frozenVersions() throws IOException {
    SortedMap<String, Version> versions = new TreeMap<>();
    for (Freeze freeze : readFrozen().values()) {
      versions.put(freeze.fmri().stem(), freeze.fmri().requireVersion());
    }
    return versions;
  }

  /** A parser that has entered the object of a file; an empty one if there is no such file. */
  private JsonParser open(String path) throws IOException {
    boolean there = tree.find(path).orElse(null) instanceof RegularFile;
    String text = there ? ((RegularFile) tree.get(path)).content().text() : "[1,{}]";
    JsonParser json = JSON.createParser(text);
    boolean known =
        json.nextToken() == JsonToken.START_ARRAY
            && json.nextToken() == JsonToken.VALUE_NUMBER_INT
            && json.getIntValue() == 1
            && json.nextToken() == JsonToken.START_OBJECT;
    expect(known, path);
    return json;
  }

  private static void expect(boolean holds, String path) throws IpsException {
    if (!holds) {
      throw new IpsException("/" + path + " of the image is damaged.");
    }
  }

  void writeAvoided(AvoidSet avoided) throws IOException {
    write(
        AVOID,
        avoided.reasons().isEmpty(),
        json -> {
          for (var each : avoided.reasons().entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
          }
        });
  }

  void writeFrozen(SortedMap<String, Freeze> frozen) throws IOException {
    write(
        FROZEN,
        frozen.isEmpty(),
        json -> {
          for (var each : frozen.entrySet()) {
            json.writeArrayFieldStart(each.getKey());
            json.writeString(each.getValue().fmri().toString());
            json.writeString(each.getValue().comment());
            json.writeNumber(each.getValue().time());
            json.writeEndArray();
          }
        });
  }

  /** Writes a file; an empty list needs none, but replaces what is there. */
  private void write(String path, boolean empty, Fields fields) throws IOException {
    if (empty && tree.find(path).isEmpty()) {
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      json.writeNumber(1);
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.writeEndArray();
    }
    tree.mkdirs(STATE, folder);
    tree.put(path, new RegularFile(file, Content.of(text.toString())));
  }
}
