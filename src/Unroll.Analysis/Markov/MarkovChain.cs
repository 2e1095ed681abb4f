namespace Unroll.Analysis.Markov;

/// <summary>
/// A Markov chain over numbered states: the state that follows depends on the present one alone (Norris, Markov Chains, 1997).
/// </summary>
/// <example><c>MarkovChain.Fit([0, 0, 1, 2, 1, 0], 3).StationaryDistribution()</c></example>
public sealed class MarkovChain
{
    /// <summary>The most states: their transitions, counts and errors then take 2 GB.</summary>
    private const int MostStates = 10_000;

    /// <summary>Creates a chain.</summary>
    /// <param name="initial">The probability of each state at the first time; they add up to 1.</param>
    /// <param name="transitions">The probability of each state (column) after each (row); each row adds up to 1.</param>
    /// <exception cref="ArgumentException">A number is no probability, the sizes differ, or probabilities do not add up to 1.</exception>
    public MarkovChain(double[] initial, double[,] transitions)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(transitions);
        int states = initial.Length;
        if (states == 0 || transitions.GetLength(0) != states || transitions.GetLength(1) != states)
        {
            throw new ArgumentException(
                $"The transitions are {transitions.GetLength(0)} × {transitions.GetLength(1)}, but there are "
                + $"{CountFormatter.Format(states, "states")}: give a row and a column for each.",
                nameof(transitions));
        }

        Probabilities.Check(initial, "The initial probabilities", nameof(initial));
        for (int i = 0; i < states; i++)
        {
            Probabilities.Check(Probabilities.Row(transitions, i), $"The probabilities after state {i}", nameof(transitions));
        }

        (Initial, Transitions) = ([.. initial], (double[,])transitions.Clone());
    }

    /// <summary>The probability of each state at the first time.</summary>
    public double[] Initial { get; }

    /// <summary>The probability of each state (column) after each (row).</summary>
    public double[,] Transitions { get; }

    /// <summary>The number of states.</summary>
    public int StateCount => Initial.Length;

    /// <summary>Counts of each state (column) after each (row) in the sequences of the estimate; null where it is none.</summary>
    public int[,]? Counts { get; private init; }

    /// <summary>
    /// The standard errors of the transitions, √(p(1 − p)/n) for n visits of a state; null where the chain is not estimated. NaN for a
    /// state that was never left.
    /// </summary>
    public double[,]? StandardErrors { get; private init; }

    /// <summary>The steps that a visit of each state lasts on average, 1/(1 − p); infinite where the state is never left.</summary>
    public double[] Durations => [.. Enumerable.Range(0, StateCount).Select(state => 1 / (1 - Transitions[state, state]))];

    /// <summary>Whether each state is reached from each other.</summary>
    public bool IsIrreducible => CommunicatingClasses.Of(Transitions).Count == 1;

    /// <summary>Estimates a chain by maximum likelihood: the share of each state among those that came after another.</summary>
    /// <param name="states">The states in the order of time, from 0.</param>
    /// <param name="stateCount">The number of states; one more than the largest where not given.</param>
    /// <param name="pseudocount">
    /// Added to each count (Laplace), so that what was not seen is not impossible. Default 0: a state that was never left then stays.
    /// </param>
    /// <exception cref="InputException">There is no state, or one is not from 0 to the number of states.</exception>
    public static MarkovChain Fit(ReadOnlySpan<int> states, int? stateCount = null, double pseudocount = 0)
    {
        if (!(pseudocount >= 0 && double.IsFinite(pseudocount)))
        {
            throw new ArgumentOutOfRangeException(nameof(pseudocount), pseudocount, "A pseudocount is a number of at least 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(stateCount ?? 1, 1, nameof(stateCount));
        if (states.IsEmpty)
        {
            throw new InputException("The sequence is empty, so that there is nothing to estimate: give one with states.");
        }

        int largest = int.MinValue, least = int.MaxValue;
        foreach (int state in states)
        {
            (largest, least) = (Math.Max(largest, state), Math.Min(least, state));
        }

        long wanted = stateCount ?? (largest + 1L);
        if (least < 0 || largest >= wanted)
        {
            throw new InputException(
                $"State {(least < 0 ? least : largest)} is not one of 0 to {wanted - 1}: number the states from 0, without gaps.");
        }

        int size = wanted <= MostStates ? (int)wanted : throw new InputException(
            $"A chain of {CountFormatter.Format(wanted, "states")} has more transitions than fit into memory: "
            + (stateCount is null ? $"the largest state is {largest}. Number the states from 0, without gaps." : "give fewer states."));

        int[,] counts = new int[size, size];
        for (int t = 1; t < states.Length; t++)
        {
            counts[states[t - 1], states[t]]++;
        }

        double[,] transitions = new double[size, size], errors = new double[size, size];
        double[] initial = new double[size];
        for (int i = 0; i < size; i++)
        {
            int visits = Enumerable.Range(0, size).Sum(j => counts[i, j]);
            double all = visits + (size * pseudocount);
            initial[i] = ((i == states[0] ? 1 : 0) + pseudocount) / (1 + (size * pseudocount));
            for (int j = 0; j < size; j++)
            {
                double share = all > 0 ? (counts[i, j] + pseudocount) / all : i == j ? 1 : 0;
                transitions[i, j] = share;
                errors[i, j] = visits > 0 ? Math.Sqrt(share * (1 - share) / visits) : double.NaN;
            }
        }

        return new MarkovChain(initial, transitions) { Counts = counts, StandardErrors = errors };
    }

    /// <summary>The log-likelihood of a sequence; minus infinity where it is impossible.</summary>
    /// <param name="states">The states in the order of time.</param>
    /// <exception cref="InputException">One is none of the chain's.</exception>
    public double LogLikelihood(ReadOnlySpan<int> states)
    {
        int wrong = states.IndexOfAnyExceptInRange(0, StateCount - 1);
        if (wrong >= 0)
        {
            throw new InputException(
                $"State {states[wrong]} at time {wrong} (from 0) is not one of 0 to {StateCount - 1}, those of the chain.");
        }

        double sum = 0;
        for (int t = 0; t < states.Length; t++)
        {
            sum += Math.Log(t == 0 ? Initial[states[0]] : Transitions[states[t - 1], states[t]]);
        }

        return sum;
    }

    /// <summary>
    /// The share of time that the chain spends in each state in the long run, by elimination without subtractions (Grassmann, Taksar and
    /// Heyman 1985), which loses no digits.
    /// </summary>
    /// <exception cref="InputException">Several sets of states are never left again, so that the share depends on the start.</exception>
    public double[] StationaryDistribution()
    {
        IReadOnlyList<int[]> closed =
            [.. CommunicatingClasses.Of(Transitions).Where(set => CommunicatingClasses.IsClosed(Transitions, set))];
        if (closed.Count > 1)
        {
            throw new InputException(
                $"The chain has {closed.Count} sets of states that it never leaves, {string.Join(" and ", closed.Select(Describe))}: where "
                + "it ends depends on where it begins, and there is no single stationary distribution.");
        }

        int[] states = closed[0];
        int size = states.Length;
        double[,] work = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                work[i, j] = Transitions[states[i], states[j]];
            }
        }

        for (int last = size - 1; last > 0; last--)
        {
            double leaving = 0;
            for (int j = 0; j < last; j++)
            {
                leaving += work[last, j];
            }

            for (int i = 0; i < last; i++)
            {
                work[i, last] /= leaving;
                for (int j = 0; j < last; j++)
                {
                    work[i, j] += work[i, last] * work[last, j];
                }
            }
        }

        double[] shares = new double[StateCount];
        shares[states[0]] = 1;
        double total = 1;
        for (int k = 1; k < size; k++)
        {
            for (int i = 0; i < k; i++)
            {
                shares[states[k]] += shares[states[i]] * work[i, k];
            }

            total += shares[states[k]];
        }

        return [.. shares.Select(share => share / total)];
    }

    /// <summary>The probability of each state some steps later.</summary>
    /// <param name="distribution">The probability of each state now.</param>
    /// <param name="steps">How many steps, at least 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer probabilities than states, or they do not add up to 1.</exception>
    public double[] After(IReadOnlyList<double> distribution, int steps)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        double[] current = [.. distribution];
        if (current.Length != StateCount)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(current.Length, "probabilities")} for {CountFormatter.Format(StateCount, "states")}: "
                + "give one for each.",
                nameof(distribution));
        }

        Probabilities.Check(current, "The probabilities now", nameof(distribution));
        for (int step = 0; step < steps; step++)
        {
            double[] next = new double[StateCount];
            for (int i = 0; i < next.Length; i++)
            {
                for (int j = 0; j < next.Length; j++)
                {
                    next[j] += current[i] * Transitions[i, j];
                }
            }

            current = next;
        }

        return current;
    }

    /// <summary>A random path.</summary>
    /// <param name="count">How many times.</param>
    /// <param name="random">The source of randomness.</param>
    public int[] Simulate(int count, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(random);
        int[] states = new int[count];
        for (int t = 0; t < count; t++)
        {
            states[t] = Probabilities.Draw(t == 0 ? Initial : Probabilities.Row(Transitions, states[t - 1]), random);
        }

        return states;
    }

    private static string Describe(int[] states) => $"{{{string.Join(", ", states)}}}";
}
