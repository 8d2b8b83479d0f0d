package org.heliosimage.ips.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;

/**
 * The bytes that a signature is made of: the canonical texts of all actions, sorted and joined by
 * line feeds. The values of a list are sorted too. Of the signatures only those equal to the one in
 * question count, with an empty value.
 */
public final class SignedText {

  /** Texts are compared by code points; Java compares UTF-16, which differs beyond U+FFFF. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
          char left = a.charAt(i);
          char right = b.charAt(i);
          if (left != right) {
            boolean differ = Character.isSurrogate(left) != Character.isSurrogate(right);
            return differ
                ? Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right))
                : Character.compare(left, right);
          }
        }
        return Integer.compare(a.length(), b.length());
      };

  private SignedText() {}

  /** What a signature of a manifest with these actions covers. */
  public static byte[] of(List<Action> actions, Action signature) {
    Action own = versioned(signature);
    List<String> lines = new ArrayList<>(actions.size());
    for (Action action : actions) {
      if (action.type() != ActionType.SIGNATURE) {
        lines.add(action.withSortedValues(BY_CODE_POINT).toString());
      } else if (versioned(action).equals(own)) {
        lines.add(own.with("value", "").withSortedValues(BY_CODE_POINT).toString());
      }
    }
    lines.sort(BY_CODE_POINT);
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static Action versioned(Action signature) {
    return signature.has("version") ? signature : signature.with("version", "0");
  }
}
