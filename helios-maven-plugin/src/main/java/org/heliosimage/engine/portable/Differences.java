package org.heliosimage.engine.portable;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** How an image differs from what the native tools would have made; each is told once. */
public final class Differences {

  private final SortedSet<String> sentences = new TreeSet<>();

  /** States a difference in one sentence that is also found in the documentation. */
  public void state(String sentence) {
    sentences.add(sentence);
  }

  /** All that was stated, in alphabetical order. */
  public SortedSet<String> stated() {
    return Collections.unmodifiableSortedSet(sentences);
  }
}
