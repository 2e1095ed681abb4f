using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// A random curve over the features of a sample, in the order of their frequencies as the bands of a spectrogram are, that is added at all
/// its steps: of log-mel bands a random filter, as if another microphone, room or voice had coloured them (the linear filters of
/// FilterAugment: Nam, Kim and Park 2022).
/// </summary>
public sealed class FrequencyFilter : Augmentation
{
    private static readonly Setting<FrequencyFilter, float> _deviation = new(
        "standard-deviation", Kind.Single(NumberRange.Positive), filter => filter.StandardDeviation,
        "Standard deviation of the offsets at the knots, in the unit of what the network sees: of scaled columns, in standard deviations.")
    { DefaultValue = DefaultStandardDeviation };

    private static readonly Setting<FrequencyFilter, int> _knots = new(
        "knots", Kind.Integer(0, 1000), filter => filter.Knots,
        "Knots at random places between the first and the last feature; with 0 the curve is a straight line.")
    { DefaultValue = DefaultKnots };

    internal static Entry<Augmentation> Entry { get; } = new(
        "frequency-filter", typeof(FrequencyFilter),
        "Adds a random curve over the features of a sample in their order, such as a filter of the bands of a spectrogram.",
        [_deviation, _knots],
        values => new FrequencyFilter(values.Get(_deviation), values.Get(_knots)))
    {
        Shorthand = _deviation,
        Formula = "x(f) + c(f), c straight between knots at random places, c(knot) ~ N(0, deviation²)",
        Example = "frequency-filter: {standard-deviation: 0.5, knots: 2}",
    };

    /// <summary>The deviation unless another is given.</summary>
    public const float DefaultStandardDeviation = 0.3f;

    /// <summary>The knots unless another number is given.</summary>
    public const int DefaultKnots = 2;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="standardDeviation">Standard deviation of the offsets at the knots, positive.</param>
    /// <param name="knots">Knots between the first and the last feature, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public FrequencyFilter(float standardDeviation = DefaultStandardDeviation, int knots = DefaultKnots)
    {
        Require.PositiveFinite(standardDeviation, nameof(standardDeviation));
        Require.AtLeast(knots, 0, nameof(knots));
        (StandardDeviation, Knots) = (standardDeviation, knots);
    }

    /// <summary>Standard deviation of the offsets at the knots.</summary>
    public float StandardDeviation { get; }

    /// <summary>Knots between the first and the last feature.</summary>
    public int Knots { get; }

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double[] places = new double[Knots + 2], offsets = new double[Knots + 2];
        for (int knot = 0; knot < places.Length; knot++)
        {
            // A place from 0 to 1 for each knot between the ends; sorted, the ends stay where they are.
            places[knot] = knot == 0 ? 0 : knot == places.Length - 1 ? 1 : random.NextDouble();
            offsets[knot] = StandardDeviation * random.NextNormal();
        }

        Array.Sort(places);
        for (int feature = 0, knot = 0; feature < sequence.Features; feature++)
        {
            double place = sequence.Features == 1 ? 0 : (double)feature / (sequence.Features - 1);
            (knot, double share) = KnotSearch.Find(places, place, knot);
            float offset = (float)(offsets[knot] + (share * (offsets[knot + 1] - offsets[knot])));
            for (int at = feature; at < sequence.Values.Length; at += sequence.Features)
            {
                sequence.Values[at] += offset;
            }
        }
    }
}
