using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Markov;

/// <summary>Mixtures of normal distributions, as many components in each state.</summary>
public sealed class GaussianMixtureEmissions : Emissions
{
    private readonly GaussianEmissions _components;

    /// <summary>Creates the distributions.</summary>
    /// <param name="weights">The probability of each component (column) in each state (row); each row adds up to 1.</param>
    /// <param name="components">The components of all states, those of a state one after the other.</param>
    /// <exception cref="ArgumentException">There are not as many components as weights, or weights do not add up to 1.</exception>
    public GaussianMixtureEmissions(double[,] weights, GaussianEmissions components)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(components);
        if (weights.Length != components.StateCount)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(weights.Length, "weights")} but "
                + $"{CountFormatter.Format(components.StateCount, "components")}: give as many of both.",
                nameof(components));
        }

        for (int state = 0; state < weights.GetLength(0); state++)
        {
            Probabilities.Check(Probabilities.Row(weights, state), $"The weights of state {state}", nameof(weights));
        }

        (Weights, _components) = (weights, components);
    }

    /// <summary>The probability of each component (column) in each state (row).</summary>
    public double[,] Weights { get; }

    /// <summary>The components of all states, those of a state one after the other.</summary>
    public GaussianEmissions Components => _components;

    /// <inheritdoc/>
    public override int StateCount => Weights.GetLength(0);

    /// <inheritdoc/>
    public override int ColumnCount => _components.ColumnCount;

    /// <inheritdoc/>
    public override int ParameterCount => _components.ParameterCount + (StateCount * (Each - 1));

    /// <summary>Components of a state.</summary>
    private int Each => Weights.GetLength(1);

    /// <inheritdoc/>
    public override double[] Mean(int state) => [.. Enumerable.Range(0, ColumnCount).Select(k => MeanOf(state, k))];

    /// <inheritdoc/>
    public override double[] StandardDeviation(int state) =>
    [
        .. Enumerable.Range(0, ColumnCount).Select(k => Math.Sqrt(Enumerable.Range(0, Each).Sum(part =>
        {
            double far = _components.Means[(state * Each) + part][k] - MeanOf(state, k);
            return Weights[state, part] * (_components.Covariances[(state * Each) + part][k, k] + (far * far));
        }))),
    ];

    /// <inheritdoc/>
    public override double[] Sample(int state, Random random) =>
        _components.Sample((state * Each) + Probabilities.Draw(Probabilities.Row(Weights, state), random), random);

    internal override void LogDensities(HiddenObservations observations, double[] result)
    {
        int states = StateCount, each = Each;
        double[] parts = Parts(observations);
        for (int at = 0; at < observations.Count * states; at++)
        {
            result[at] = observations.IsMissing(at / states) ? 0 : LogSum.Of(parts.AsSpan(at * each, each));
        }
    }

    internal override Emissions Estimate(HiddenObservations observations, double[] posteriors, double[] priors)
    {
        int states = StateCount, each = Each;
        double[] parts = Parts(observations);
        double[,] weights = new double[states, each];
        for (int at = 0; at < observations.Count * states; at++)
        {
            Span<double> own = parts.AsSpan(at * each, each);
            double all = LogSum.Of(own);
            for (int part = 0; part < each; part++)
            {
                // The probability of the state and of the component within it.
                own[part] = double.IsFinite(all) ? posteriors[at] * Math.Exp(own[part] - all) : posteriors[at] / each;
                weights[at % states, part] += observations.IsMissing(at / states) ? 0 : own[part];
            }
        }

        for (int state = 0; state < states; state++)
        {
            double total = Enumerable.Range(0, each).Sum(part => weights[state, part]);
            for (int part = 0; part < each; part++)
            {
                weights[state, part] = total > 1e-8 ? weights[state, part] / total : Weights[state, part];
            }
        }

        return new GaussianMixtureEmissions(weights, (GaussianEmissions)_components.Estimate(observations, parts, priors));
    }

    internal override Emissions Reorder(int[] order)
    {
        double[,] weights = new double[order.Length, Each];
        for (int state = 0; state < order.Length; state++)
        {
            for (int part = 0; part < Each; part++)
            {
                weights[state, part] = Weights[order[state], part];
            }
        }

        int[] parts = [.. order.SelectMany(state => Enumerable.Range(state * Each, Each))];
        return new GaussianMixtureEmissions(weights, (GaussianEmissions)_components.Reorder(parts));
    }

    private double MeanOf(int state, int column) =>
        Enumerable.Range(0, Each).Sum(part => Weights[state, part] * _components.Means[(state * Each) + part][column]);

    /// <summary>The logarithms of weight times density of each component, [(time · states + state) · components + component].</summary>
    private double[] Parts(HiddenObservations observations)
    {
        int all = Weights.Length;
        double[] parts = new double[observations.Count * all];
        _components.LogDensities(observations, parts);
        double[] logarithms = [.. Weights.Cast<double>().Select(share => Math.Log(share))];
        for (int at = 0; at < parts.Length; at++)
        {
            parts[at] += logarithms[at % all];
        }

        return parts;
    }
}
