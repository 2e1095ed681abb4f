using System.Numerics.Tensors;

namespace Unroll.Analysis.Markov;

/// <summary>
/// The forward and backward recursions over the paths of a hidden Markov model, scaled to sums of 1 at each time (Rabiner 1989, V.A) with
/// densities relative to the largest of each time: no exponential and no logarithm in a step of the recursions. Where the scale of a step
/// is so small that digits are lost, as with impossible transitions, all is computed anew by logarithms.
/// </summary>
internal sealed class ForwardBackward
{
    /// <summary>Scales below this lose paths that may count later.</summary>
    private const double LeastScale = 1e-100;

    private readonly int _states;
    private readonly HiddenObservations _observations;
    private readonly double[] _densities;
    private readonly double[] _forward;
    private readonly double[] _scales;

    /// <summary>Makes room for a model of some states.</summary>
    /// <param name="states">The number of states.</param>
    /// <param name="observations">What is seen.</param>
    public ForwardBackward(int states, HiddenObservations observations)
    {
        int count = observations.Count;
        (_states, _observations) = (states, observations);
        (_densities, _forward, _scales) = (new double[count * states], new double[count * states], new double[count]);
        (Posteriors, Transfers) = (new double[count * states], new double[states, states]);
    }

    /// <summary>The probability of each state at each time by all observations, [time · states + state].</summary>
    public double[] Posteriors { get; }

    /// <summary>The expected number of transitions from each state (row) to each (column).</summary>
    public double[,] Transfers { get; }

    /// <summary>Whether the last run was by logarithms.</summary>
    public bool IsByLogarithms { get; private set; }

    /// <summary>Goes over the observations, and gives their log-likelihood; minus infinity where they are impossible.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isLikelihoodOnly">Whether posteriors and transfers are not needed.</param>
    public double Run(HiddenMarkovModel model, bool isLikelihoodOnly = false)
    {
        model.Emissions.LogDensities(_observations, _densities);
        double peaks = ToDensities();
        double logarithm = double.IsNaN(peaks) ? double.NaN : Forward(model);
        IsByLogarithms = double.IsNaN(logarithm);
        if (IsByLogarithms)
        {
            model.Emissions.LogDensities(_observations, _densities);
            return LogForwardBackward.Run(model, _densities, _forward, Posteriors, Transfers);
        }

        if (!isLikelihoodOnly)
        {
            Backward(model);
        }

        return peaks + logarithm;
    }

    /// <summary>Densities relative to the largest of their time; gives the sum of the logarithms of these, NaN where one is 0.</summary>
    private double ToDensities()
    {
        double sum = 0;
        for (int at = 0; at < _densities.Length; at += _states)
        {
            Span<double> row = _densities.AsSpan(at, _states);
            double largest = row[0];
            for (int i = 1; i < row.Length; i++)
            {
                largest = row[i] > largest ? row[i] : largest;
            }

            sum += double.IsFinite(largest) ? largest : double.NaN;
            for (int i = 0; i < row.Length; i++)
            {
                row[i] -= largest;
            }
        }

        TensorPrimitives.Exp(_densities, _densities);
        return sum;
    }

    /// <summary>The forward recursion; gives the sum of the logarithms of the scales, NaN where one is too small.</summary>
    private double Forward(HiddenMarkovModel model)
    {
        int states = _states;
        double[] transitions = Flat(model.Transitions), forward = _forward;
        Span<double> sums = stackalloc double[states];
        double logarithm = 0, product = 1;
        for (int t = 0, at = 0; t < _scales.Length; t++, at += states)
        {
            if (t == 0)
            {
                model.Initial.CopyTo(sums);
            }
            else
            {
                sums.Clear();
                ReadOnlySpan<double> before = forward.AsSpan(at - states, states);
                for (int i = 0; i < before.Length; i++)
                {
                    double weight = before[i];
                    ReadOnlySpan<double> row = transitions.AsSpan(i * states, states);
                    for (int j = 0; j < row.Length; j++)
                    {
                        sums[j] += weight * row[j];
                    }
                }
            }

            double scale = 0;
            ReadOnlySpan<double> densities = _densities.AsSpan(at, states);
            for (int j = 0; j < densities.Length; j++)
            {
                sums[j] *= densities[j];
                scale += sums[j];
            }

            if (!(scale > LeastScale))
            {
                return double.NaN;
            }

            double inverse = 1 / scale;
            Span<double> own = forward.AsSpan(at, states);
            for (int j = 0; j < own.Length; j++)
            {
                own[j] = sums[j] * inverse;
            }

            _scales[t] = inverse;
            product *= scale;
            if (product < 1e-150)
            {
                (logarithm, product) = (logarithm + Math.Log(product), 1);
            }
        }

        return logarithm + Math.Log(product);
    }

    /// <summary>The backward recursion, with what the estimate needs of each step.</summary>
    private void Backward(HiddenMarkovModel model)
    {
        int states = _states;
        double[] transitions = Flat(model.Transitions), transfers = new double[states * states];
        Span<double> later = stackalloc double[states];
        Span<double> weights = stackalloc double[states];
        later.Fill(1);
        int last = _forward.Length - states;
        _forward.AsSpan(last, states).CopyTo(Posteriors.AsSpan(last));
        for (int at = last - states, t = _scales.Length - 1; at >= 0; at -= states, t--)
        {
            ReadOnlySpan<double> densities = _densities.AsSpan(at + states, states);
            double inverse = _scales[t];
            for (int j = 0; j < weights.Length; j++)
            {
                weights[j] = densities[j] * later[j] * inverse;
            }

            ReadOnlySpan<double> forward = _forward.AsSpan(at, states);
            Span<double> posteriors = Posteriors.AsSpan(at, states);
            for (int i = 0; i < posteriors.Length; i++)
            {
                ReadOnlySpan<double> row = transitions.AsSpan(i * states, states);
                Span<double> counts = transfers.AsSpan(i * states, states);
                double own = forward[i], sum = 0;
                for (int j = 0; j < row.Length; j++)
                {
                    sum += row[j] * weights[j];

                    // The transition's own probability is the same at all times: it is multiplied in at the end.
                    counts[j] += own * weights[j];
                }

                later[i] = sum;
                posteriors[i] = own * sum;
            }
        }

        for (int i = 0; i < states; i++)
        {
            for (int j = 0; j < states; j++)
            {
                Transfers[i, j] = transfers[(i * states) + j] * transitions[(i * states) + j];
            }
        }
    }

    private static double[] Flat(double[,] matrix)
    {
        double[] flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, flat.Length * sizeof(double));
        return flat;
    }
}
