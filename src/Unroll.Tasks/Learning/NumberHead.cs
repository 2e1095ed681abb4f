using System.Globalization;
using Unroll.Losses;
using Unroll.Probability;

namespace Unroll.Tasks.Learning;

/// <summary>
/// The meaning of a network's outputs in regression, by the loss: a number for each target, or quantiles of it, or the parameters of its
/// distribution.
/// </summary>
internal sealed class NumberHead
{
    /// <summary>The quantiles predicted from a distribution.</summary>
    private static readonly double[] _levelsOfDistributions = [0.1, 0.5, 0.9];

    private readonly LikelihoodLoss? _likelihood;

    /// <summary>Creates the head of a loss.</summary>
    /// <param name="loss">The loss.</param>
    public NumberHead(Loss loss)
    {
        _likelihood = loss as LikelihoodLoss;
        Each = loss is Quantile levels ? levels.Quantiles.Count : _likelihood?.ParameterCount ?? 1;
        Levels = loss switch
        {
            Quantile quantile => [.. quantile.Quantiles.Select(InDouble)],
            LikelihoodLoss => _levelsOfDistributions,
            _ => [],
        };
    }

    /// <summary>Outputs of the network for each target.</summary>
    public int Each { get; }

    /// <summary>Whether the loss is that of a distribution.</summary>
    public bool HasDistribution => _likelihood is not null;

    /// <summary>Levels of the quantiles that are predicted; none where the network gives single numbers.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>Name of a quantile in files and tables: <c>q0.1</c>.</summary>
    /// <param name="level">Its level.</param>
    public static string NameOf(double level) => "q" + level.ToString(CultureInfo.InvariantCulture);

    /// <summary>The index of the prediction among a target's numbers: the location of a distribution, or the middlemost quantile.</summary>
    public int Point => HasDistribution || Levels.Count == 0 ? 0
        : Enumerable.Range(0, Levels.Count).MinBy(i => Math.Abs(Levels[i] - 0.5));

    /// <summary>The name of one of a target's numbers.</summary>
    /// <param name="number">Its index among them.</param>
    /// <param name="target">Name of the target.</param>
    public string NameOf(int number, string target)
    {
        string[] parameters = _likelihood switch
        {
            GaussianLikelihood => ["location", "scale before softplus"],
            StudentTLikelihood => ["location", "scale before softplus", "degrees of freedom before softplus"],
            PoissonLikelihood => ["logarithm of the rate"],
            _ => [],
        };
        return _likelihood is null ? Levels.Count == 0 ? target : $"{NameOf(Levels[number])} of {target}"
            : $"{(number < parameters.Length ? parameters[number] : $"parameter {number + 1}")} of {target}";
    }

    /// <summary>The place of one of a target's numbers among the outputs for all targets.</summary>
    /// <param name="number">Its index among the target's.</param>
    /// <param name="target">The target, from 0.</param>
    /// <param name="targets">Number of targets.</param>
    public int PlaceOf(int number, int target, int targets) =>
        // Quantiles of a target stand side by side, parameters one kind after the other.
        _likelihood is null ? (target * Each) + number : (number * targets) + target;

    /// <summary>Reads a target's point prediction and quantiles.</summary>
    /// <param name="outputs">The outputs for all targets.</param>
    /// <param name="target">The target, from 0.</param>
    /// <param name="targets">Number of targets.</param>
    /// <param name="prediction">Receives the median or the mean, and then each quantile.</param>
    public void Read(ReadOnlySpan<float> outputs, int target, int targets, Span<double> prediction)
    {
        Span<float> numbers = stackalloc float[Each];
        Gather(outputs, target, targets, numbers);
        if (_likelihood is null)
        {
            Rearrange(numbers);
        }

        prediction[0] = PointOf(numbers);
        for (int i = 0; i < Levels.Count; i++)
        {
            prediction[i + 1] = _likelihood?.QuantileOf(numbers, Levels[i]) ?? numbers[i];
        }
    }

    /// <summary>A target's distribution.</summary>
    /// <param name="outputs">The outputs for all targets.</param>
    /// <param name="target">The target, from 0.</param>
    /// <param name="targets">Number of targets.</param>
    /// <exception cref="InvalidOperationException">The loss has no distribution.</exception>
    public Distribution DistributionOf(ReadOnlySpan<float> outputs, int target, int targets)
    {
        Span<float> numbers = stackalloc float[Each];
        Gather(outputs, target, targets, numbers);
        return _likelihood?.DistributionOf(numbers) ?? throw new InvalidOperationException("The loss is that of no distribution.");
    }

    private void Gather(ReadOnlySpan<float> outputs, int target, int targets, Span<float> numbers)
    {
        for (int i = 0; i < Each; i++)
        {
            numbers[i] = outputs[PlaceOf(i, target, targets)];
        }
    }

    /// <summary>
    /// Puts quantiles that cross into the order of their levels, which brings each nearer to the true one (Chernozhukov, Fernández-Val and
    /// Galichon 2010).
    /// </summary>
    private void Rearrange(Span<float> numbers)
    {
        Span<float> sorted = stackalloc float[numbers.Length];
        numbers.CopyTo(sorted);
        sorted.Sort();
        for (int i = 0; i < numbers.Length; i++)
        {
            int rank = 0;
            for (int other = 0; other < numbers.Length; other++)
            {
                rank += Levels.Count > 0 && Levels[other] < Levels[i] ? 1 : 0;
            }

            numbers[i] = sorted[rank];
        }
    }

    /// <summary>The double that is written as the float is: 0.1 and not 0.10000000149.</summary>
    private static double InDouble(float level) =>
        double.Parse(level.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The mean of a distribution, or the median, interpolated between the quantiles around it.</summary>
    private double PointOf(ReadOnlySpan<float> numbers)
    {
        if (_likelihood is not null)
        {
            return _likelihood.MeanOf(numbers);
        }

        if (numbers.Length == 1)
        {
            return numbers[0];
        }

        int below = -1, above = -1;
        for (int i = 0; i < numbers.Length; i++)
        {
            below = Levels[i] <= 0.5 && (below < 0 || Levels[i] > Levels[below]) ? i : below;
            above = Levels[i] >= 0.5 && (above < 0 || Levels[i] < Levels[above]) ? i : above;
        }

        if (below < 0 || above < 0 || below == above)
        {
            return numbers[Math.Max(below, above)];
        }

        double share = (0.5 - Levels[below]) / (Levels[above] - Levels[below]);
        return numbers[below] + (share * ((double)numbers[above] - numbers[below]));
    }
}
