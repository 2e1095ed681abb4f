namespace Unroll.Workloads.Growth;

/// <summary>Puts numbers on a line so that equal factors are equal lengths.</summary>
/// <param name="Least">Number at the start.</param>
/// <param name="Most">Number at the end.</param>
/// <param name="Start">Where the start is.</param>
/// <param name="End">Where the end is.</param>
internal readonly record struct LogScale(double Least, double Most, double Start, double End)
{
    /// <summary>
    /// Numbers and their room: from the power of ten, or 2 or 5 times it, at or below the least to that at or above the most.
    /// </summary>
    public static LogScale Around(IReadOnlyCollection<double> values, double start, double end)
    {
        double[] marks = [
            .. Enumerable.Range(-9, 24).SelectMany(power => new[] { 1, 2, 5 }.Select(factor => factor * Math.Pow(10, power)))];
        return new LogScale(marks.Last(mark => mark <= values.Min()), marks.First(mark => mark >= values.Max()), start, end);
    }

    /// <summary>Powers of ten from start to end.</summary>
    public IEnumerable<double> Decades
    {
        get
        {
            (double least, double most) = (Least, Most);
            return Enumerable.Range(-9, 24).Select(power => Math.Pow(10, power))
                .Where(decade => decade >= least * 0.999 && decade <= most * 1.001);
        }
    }

    /// <summary>Where a number is.</summary>
    public double At(double value) => Start + ((End - Start) * Math.Log(value / Least) / Math.Log(Most / Least));
}
