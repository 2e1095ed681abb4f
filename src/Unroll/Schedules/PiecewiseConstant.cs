using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>Piecewise constant learning rates between boundaries.</summary>
public sealed class PiecewiseConstant : LearningRateSchedule
{
    private static readonly Setting<PiecewiseConstant, IReadOnlyList<int>> _bounds =
        new("boundaries", Kind.List(Kind.Integer(1), "whole numbers from 1", allowsSingle: true), schedule => schedule.Boundaries,
            "Epochs or steps from which the next rate holds.")
        {
            IsRequired = true,
            Example = "boundaries: [10, 20]",
        };

    private static readonly Setting<PiecewiseConstant, IReadOnlyList<float>> _learningRates =
        new("learning-rates", Kind.List(Kind.Single(NumberRange.Positive), "numbers above 0"), schedule => schedule._rates,
            "One learning rate more than boundaries.")
        { IsRequired = true, Example = "learning-rates: [0.01, 0.001, 0.0001]" };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "piecewise-constant", typeof(PiecewiseConstant), "Rates for stretches of training.", [_bounds, _learningRates],
        values => new PiecewiseConstant([.. values.Get(_bounds).Select(boundary => (long)boundary)], values.Get(_learningRates)))
    {
        Example = "piecewise-constant: {boundaries: [10, 20], learning-rates: [0.01, 0.001, 0.0001]}",
    };

    private readonly long[] _boundaries;
    private readonly float[] _rates;

    /// <summary>Creates the schedule.</summary>
    /// <param name="boundaries">Positions from which the next rate holds, rising.</param>
    /// <param name="rates">One rate more than boundaries, positive.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or boundaries do not rise.</exception>
    public PiecewiseConstant(IReadOnlyList<long> boundaries, IReadOnlyList<float> rates)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Count != boundaries.Count + 1)
        {
            throw new ArgumentException(
                $"There are {boundaries.Count} boundaries and {rates.Count} rates: give one rate more than boundaries.", nameof(rates));
        }

        for (int i = 1; i < boundaries.Count; i++)
        {
            if (boundaries[i] <= boundaries[i - 1])
            {
                throw new ArgumentException(
                    $"The boundary {boundaries[i]} follows {boundaries[i - 1]}: boundaries must rise.", nameof(boundaries));
            }
        }

        _boundaries = [.. boundaries];
        _rates = [.. rates.Select(rate => CheckRate(rate, nameof(rates)))];
    }

    private IReadOnlyList<int> Boundaries => [.. _boundaries.Select(boundary => checked((int)boundary))];

    /// <inheritdoc/>
    public override float RateAt(long position, long training) =>
        _rates[_boundaries.Count(boundary => position >= boundary)];
}
