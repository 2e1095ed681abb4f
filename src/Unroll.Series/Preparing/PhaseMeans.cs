namespace Unroll.Series.Preparing;

/// <summary>Means of a column in the training part.</summary>
/// <param name="Mean">Of all known values.</param>
/// <param name="Phases">Of those at each phase of the season, from 0; none where there is no season.</param>
internal sealed record PhaseMeans(double Mean, double[] Phases) : IColumnParameters<PhaseMeans>
{
    public static PhaseMeans FromNumbers(double[] numbers) => new(numbers[0], numbers[1..]);

    public double[] ToNumbers() => [Mean, .. Phases];
}
