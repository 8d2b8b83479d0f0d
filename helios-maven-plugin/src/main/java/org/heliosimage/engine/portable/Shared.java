package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Objects that one step makes and later steps of the same template use again, one of a type. */
public final class Shared {

  private final Map<Class<?>, Object> objects = new HashMap<>();

  /** Makes an object. */
  @FunctionalInterface
  public interface Maker<T> {
    T make() throws IOException;
  }

  /** The object of a type; made at the first call. */
  public <T> T get(Class<T> type, Maker<T> maker) throws IOException {
    Object object = objects.get(type);
    if (object == null) {
      object = maker.make();
      objects.put(type, object);
    }
    return type.cast(object);
  }

  /** Replaces the object of a type. */
  public <T> void put(Class<T> type, T object) {
    objects.put(type, object);
  }
}
