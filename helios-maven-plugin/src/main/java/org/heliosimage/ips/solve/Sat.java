package org.heliosimage.ips.solve;

import java.util.BitSet;
import java.util.List;
import org.sat4j.core.VecInt;
import org.sat4j.minisat.constraints.MixedDataStructureDanielWL;
import org.sat4j.minisat.core.DataStructureFactory;
import org.sat4j.minisat.core.Solver;
import org.sat4j.minisat.learning.MiniSATLearning;
import org.sat4j.minisat.orders.RSATPhaseSelectionStrategy;
import org.sat4j.minisat.orders.VarOrderHeap;
import org.sat4j.minisat.restarts.Glucose21Restarts;
import org.sat4j.specs.ContradictionException;
import org.sat4j.specs.ISolver;
import org.sat4j.specs.IVecInt;
import org.sat4j.specs.TimeoutException;

/**
 * The little of a SAT solver that is needed here: variables are positive numbers, a clause is a
 * disjunction of variables and negated (negative) variables, assumptions hold for one call.
 */
final class Sat {

  private final ISolver solver;
  private boolean contradiction;
  private BitSet model = new BitSet();

  Sat(int variables) {
    solver = newSolver();
    // Counting conflicts instead of seconds: no timer thread, and the same answer everywhere.
    solver.setTimeoutOnConflicts(Integer.MAX_VALUE);
    solver.newVar(variables);
  }

  /** As the library's factory makes it, which would load all other kinds of solvers, too. */
  private static ISolver newSolver() {
    Solver<DataStructureFactory> solver =
        new Solver<>(
            new MiniSATLearning<>(),
            new MixedDataStructureDanielWL(),
            new VarOrderHeap(new RSATPhaseSelectionStrategy()),
            new Glucose21Restarts());
    solver.setSimplifier(solver.EXPENSIVE_SIMPLIFICATION);
    solver.setLearnedConstraintsDeletionStrategy(solver.lbd_based);
    return solver;
  }

  /** A further variable. */
  int newVariable() {
    return solver.nextFreeVarId(true);
  }

  /** Adds a clause for good; an empty one makes everything unsatisfiable. */
  void add(int... literals) {
    if (contradiction) {
      return;
    }
    if (literals.length == 0) {
      contradiction = true;
      return;
    }
    try {
      solver.addClause(new VecInt(literals));
    } catch (ContradictionException e) {
      contradiction = true;
    }
  }

  /** Adds a clause given as a list. */
  void add(List<Integer> literals) {
    add(literals.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether the clauses can be satisfied under assumptions; if so, the model is kept. */
  boolean solve(int... assumptions) {
    if (contradiction) {
      return false;
    }
    try {
      if (!solver.isSatisfiable(new VecInt(assumptions.clone()))) {
        return false;
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("the solver gave up without a time limit", e);
    }
    BitSet found = new BitSet();
    for (int literal : solver.model()) {
      if (literal > 0) {
        found.set(literal);
      }
    }
    model = found;
    return true;
  }

  /** The value of a variable in the last model. */
  boolean value(int variable) {
    return model.get(variable);
  }

  /** Assumptions of the last, unsatisfiable call that suffice for it; not always the fewest. */
  int[] core() {
    if (contradiction) {
      return new int[0];
    }
    IVecInt core = solver.unsatExplanation();
    if (core == null) {
      return new int[0];
    }
    int[] literals = new int[core.size()];
    core.copyTo(literals);
    return literals;
  }
}
