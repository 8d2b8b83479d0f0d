package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.heliosimage.template.Step;
import org.junit.jupiter.api.Test;

class StepTableTest {

  @Test
  void everyStepOfTheLanguageCanBeCarriedOut() {
    Set<Class<?>> steps =
        Arrays.stream(Step.class.getPermittedSubclasses())
            .filter(Step.class::isAssignableFrom)
            .collect(Collectors.toSet());
    assertEquals(steps, StepTable.standard().kinds());
  }
}
