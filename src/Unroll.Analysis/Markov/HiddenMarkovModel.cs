namespace Unroll.Analysis.Markov;

/// <summary>
/// A hidden Markov model (Rabiner 1989): a Markov chain whose states are not seen, but a distribution of what is seen in each. Observations
/// are columns of the same length, [column][time]; a row in which a value is missing (NaN) says nothing of its state.
/// </summary>
/// <example>
/// <c>HiddenMarkovModel model = HiddenMarkovSearch.Fit([values]).Model; int[] states = model.Viterbi([values]).States;</c>
/// </example>
public sealed class HiddenMarkovModel
{
    /// <summary>Creates a model.</summary>
    /// <param name="chain">The chain of the states.</param>
    /// <param name="emissions">What is seen in each state.</param>
    /// <exception cref="ArgumentException">Chain and emissions have not as many states.</exception>
    public HiddenMarkovModel(MarkovChain chain, Emissions emissions)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(emissions);
        if (chain.StateCount != emissions.StateCount)
        {
            throw new ArgumentException(
                $"The chain has {CountFormatter.Format(chain.StateCount, "states")}, but the emissions have {emissions.StateCount}: "
                + "give as many of both.",
                nameof(emissions));
        }

        (Chain, Emissions) = (chain, emissions);
    }

    /// <summary>The chain of the states.</summary>
    public MarkovChain Chain { get; }

    /// <summary>The emissions of each state: the distributions of what is seen in it.</summary>
    public Emissions Emissions { get; }

    /// <summary>The number of states.</summary>
    public int StateCount => Chain.StateCount;

    /// <summary>The number of free parameters: of the start, the transitions and the emissions.</summary>
    public int ParameterCount => (StateCount - 1) + (StateCount * (StateCount - 1)) + Emissions.ParameterCount;

    internal double[] Initial => Chain.Initial;

    internal double[,] Transitions => Chain.Transitions;

    /// <summary>The log-likelihood of observations: over all paths, exactly.</summary>
    /// <param name="columns">The observations, [column][time].</param>
    /// <exception cref="InputException">There are none, they do not suit the model, or one is infinite.</exception>
    public double LogLikelihood(double[][] columns)
    {
        HiddenObservations observations = Checked(columns);
        return new ForwardBackward(StateCount, observations).Run(this, isLikelihoodOnly: true);
    }

    /// <summary>The probability of each state at each time by all observations.</summary>
    /// <param name="columns">The observations, [column][time].</param>
    /// <returns>The probabilities, [state][time].</returns>
    /// <exception cref="InputException">There are none, they do not suit the model, are impossible, or one is infinite.</exception>
    public double[][] Posterior(double[][] columns)
    {
        HiddenObservations observations = Checked(columns);
        ForwardBackward recursions = new(StateCount, observations);
        RequirePossible(recursions.Run(this));
        return
        [
            .. Enumerable.Range(0, StateCount).Select(state => (double[])
            [
                .. Enumerable.Range(0, observations.Count).Select(t => recursions.Posteriors[(t * StateCount) + state]),
            ]),
        ];
    }

    /// <summary>The most probable path (Viterbi 1967).</summary>
    /// <param name="columns">The observations, [column][time].</param>
    /// <exception cref="InputException">There are none, they do not suit the model, are impossible, or one is infinite.</exception>
    public HiddenPath Viterbi(double[][] columns)
    {
        HiddenObservations observations = Checked(columns);
        int states = StateCount, count = observations.Count;
        double[] densities = new double[count * states], best = new double[states], next = new double[states];
        double[] transitions = [.. Transitions.Cast<double>().Select(share => Math.Log(share))];
        int[] from = new int[count * states];
        Emissions.LogDensities(observations, densities);
        for (int t = 0; t < count; t++)
        {
            for (int j = 0; j < states; j++)
            {
                double largest = t == 0 ? Math.Log(Initial[j]) : best[0] + transitions[j];
                int chosen = 0;
                for (int i = 1; i < states && t > 0; i++)
                {
                    double sum = best[i] + transitions[(i * states) + j];
                    if (sum > largest)
                    {
                        (largest, chosen) = (sum, i);
                    }
                }

                next[j] = largest + densities[(t * states) + j];
                from[(t * states) + j] = chosen;
            }

            (best, next) = (next, best);
        }

        int[] path = new int[count];
        path[^1] = Array.IndexOf(best, best.Max());
        RequirePossible(best[path[^1]]);
        for (int t = count - 1; t > 0; t--)
        {
            path[t - 1] = from[(t * states) + path[t]];
        }

        return new HiddenPath(path, best[path[^1]]);
    }

    /// <summary>A random draw.</summary>
    /// <param name="count">How many times.</param>
    /// <param name="random">The source of randomness.</param>
    public HiddenSample Sample(int count, Random random)
    {
        int[] states = Chain.Simulate(count, random);
        double[][] rows = [.. states.Select(state => Emissions.Sample(state, random))];
        return new HiddenSample(
            states, [.. Enumerable.Range(0, Emissions.ColumnCount).Select(k => (double[])[.. rows.Select(row => row[k])])]);
    }

    /// <summary>Estimates the parameters anew by the algorithm of Baum and Welch, which starts from these.</summary>
    /// <param name="columns">The observations, [column][time].</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="InputException">
    /// There are none, they do not suit the model, are impossible, a column of numbers is constant, or one is infinite.
    /// </exception>
    public HiddenMarkovFit Train(double[][] columns, BaumWelchOptions? options = null)
    {
        HiddenObservations observations = Checked(columns);
        if (Emissions is not DiscreteEmissions)
        {
            observations.RequireChange();
        }

        BaumWelch found = BaumWelch.Run(this, observations, options ?? new());
        RequirePossible(found.LogLikelihood);
        return new HiddenMarkovFit(found, observations);
    }

    /// <summary>The same model, with the states in another order.</summary>
    /// <param name="order">The present number of each state of the new order.</param>
    internal HiddenMarkovModel Reorder(int[] order)
    {
        double[,] transitions = new double[order.Length, order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = 0; j < order.Length; j++)
            {
                transitions[i, j] = Transitions[order[i], order[j]];
            }
        }

        return new HiddenMarkovModel(
            new MarkovChain([.. order.Select(state => Initial[state])], transitions), Emissions.Reorder(order));
    }

    private HiddenObservations Checked(double[][] columns)
    {
        HiddenObservations observations = new(columns);
        Emissions.Check(observations);
        return observations;
    }

    private static void RequirePossible(double logLikelihood)
    {
        if (!double.IsFinite(logLikelihood))
        {
            throw new InputException(
                "The observations are impossible by the model: a transition or a symbol that they need has the probability 0. Give it a "
                + "small one.");
        }
    }
}
