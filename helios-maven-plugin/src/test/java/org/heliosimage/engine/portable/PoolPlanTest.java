package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.portable.PoolPlan.Dataset;
import org.junit.jupiter.api.Test;

class PoolPlanTest {

  private final PoolPlan plan = new PoolPlan("rpool", "be");

  @Test
  void keepsTheOrderAndKnowsTheRoot() throws IOException {
    plan.add(new Dataset("ROOT", Map.of("canmount", "off")));
    plan.addRoot(new Dataset("ROOT/be", Map.of()));
    plan.makeBootable();
    assertEquals(List.of("ROOT", "ROOT/be"), plan.datasets().stream().map(Dataset::name).toList());
    assertEquals(Optional.of("ROOT/be"), plan.root());
    assertTrue(plan.bootable());
  }

  @Test
  void refusesDuplicatesAndOrphans() throws IOException {
    plan.add(new Dataset("home", Map.of()));
    assertThrows(IOException.class, () -> plan.add(new Dataset("home", Map.of())));
    IOException orphan =
        assertThrows(IOException.class, () -> plan.add(new Dataset("data/logs", Map.of())));
    assertTrue(orphan.getMessage().contains("rpool/data/logs"), orphan.getMessage());
  }

  @Test
  void isNotBootableWithoutABootEnvironment() {
    assertThrows(IOException.class, plan::makeBootable);
    assertFalse(plan.bootable());
  }

  @Test
  void hasOneBootEnvironment() throws IOException {
    plan.addRoot(new Dataset("a", Map.of()));
    assertThrows(IOException.class, () -> plan.addRoot(new Dataset("b", Map.of())));
  }
}
