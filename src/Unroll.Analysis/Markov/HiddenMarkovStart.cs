namespace Unroll.Analysis.Markov;

/// <summary>Models to start the algorithm of Baum and Welch from.</summary>
/// <param name="observations">What is seen.</param>
/// <param name="options">Settings.</param>
internal sealed class HiddenMarkovStart(HiddenObservations observations, HiddenMarkovOptions options)
{
    /// <summary>The share of a row that goes to its group at the start; the rest goes to all states alike.</summary>
    private const double Certainty = 0.9;

    private readonly int[] _known = observations.KnownTimes();
    private readonly double[] _priors = [.. observations.Variances().Select(variance => 0.01 * variance)];

    /// <summary>A model of some states.</summary>
    /// <param name="states">The number of states.</param>
    /// <param name="attempt">The number of the attempt, which it depends on.</param>
    public HiddenMarkovModel Model(int states, int attempt)
    {
        var random = new Random((options.Seed * 7919) + (states * 101) + attempt);
        bool isDiscrete = options.Emissions == EmissionKind.Discrete;

        // Values themselves and stretches of several lengths in turn; symbols say little one by one.
        int stretch = attempt % 2 == 0 && !isDiscrete ? 1
            : Math.Clamp(4 << (attempt / 2 % 4), 1, Math.Max(1, _known.Length / (4 * states)));
        double[][] features = isDiscrete ? Indicators() : Known();
        int[] labels = StateClusters.Of(features, states, stretch, random);
        double[] posteriors = Posteriors(labels, states);
        return new HiddenMarkovModel(Chain(labels, states), Emissions(features, labels, states, posteriors, random));
    }

    private double[][] Known() => [.. observations.Columns.Select(column => (double[])[.. _known.Select(time => column[time])])];

    /// <summary>A column for each symbol, 1 where it is.</summary>
    private double[][] Indicators()
    {
        double[] column = observations.Columns[0];
        int symbols = SymbolCount();
        return [.. Enumerable.Range(0, symbols).Select(symbol => (double[])[.. _known.Select(time => column[time] == symbol ? 1.0 : 0)])];
    }

    private int SymbolCount() => (int)observations.Columns[0].Where(value => !double.IsNaN(value)).Max() + 1;

    private double[] Posteriors(int[] labels, int states)
    {
        double[] posteriors = new double[observations.Count * states];
        Array.Fill(posteriors, (1 - Certainty) / states);
        for (int i = 0; i < labels.Length; i++)
        {
            posteriors[(_known[i] * states) + labels[i]] += Certainty;
        }

        return posteriors;
    }

    private static MarkovChain Chain(int[] labels, int states)
    {
        MarkovChain counted = MarkovChain.Fit(labels, states, pseudocount: 1);
        return new MarkovChain([.. Enumerable.Repeat(1.0 / states, states)], counted.Transitions);
    }

    private Emissions Emissions(double[][] features, int[] labels, int states, double[] posteriors, Random random)
    {
        int columns = observations.Columns.Length;
        if (options.Emissions == EmissionKind.Discrete)
        {
            double[,] alike = new double[states, SymbolCount()];
            for (int state = 0; state < states; state++)
            {
                for (int symbol = 0; symbol < alike.GetLength(1); symbol++)
                {
                    alike[state, symbol] = 1.0 / alike.GetLength(1);
                }
            }

            return new DiscreteEmissions(alike).Estimate(observations, posteriors, _priors);
        }

        if (options.Emissions == EmissionKind.Gaussian)
        {
            return Standard(states, columns).Estimate(observations, posteriors, _priors);
        }

        // Groups within each group, since components that begin alike stay alike.
        int each = options.Components;
        int[] parts = [.. labels];
        for (int state = 0; state < states; state++)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == state)];
            int[] within = own.Length < each ? [.. own.Select((_, i) => i)]
                : StateClusters.Of([.. features.Select(column => (double[])[.. own.Select(i => column[i])])], each, 1, random);
            for (int i = 0; i < own.Length; i++)
            {
                parts[own[i]] = (state * each) + within[i];
            }
        }

        var components = (GaussianEmissions)Standard(states * each, columns)
            .Estimate(observations, Posteriors(parts, states * each), _priors);
        double[,] weights = new double[states, each];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i / each, i % each] = 1.0 / each;
        }

        return new GaussianMixtureEmissions(weights, components);
    }

    private GaussianEmissions Standard(int states, int columns)
    {
        double[][] known = Known();
        double[] means = [.. known.Select(column => column.Average())];
        double[,] covariance = new double[columns, columns];
        for (int k = 0; k < columns; k++)
        {
            covariance[k, k] = 100 * _priors[k];
        }

        return new GaussianEmissions(
            [.. Enumerable.Repeat(means, states)], [.. Enumerable.Repeat(covariance, states)], options.IsDiagonal);
    }
}
