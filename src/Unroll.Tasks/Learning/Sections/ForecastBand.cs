namespace Unroll.Tasks.Learning.Sections;

/// <summary>A prediction interval as it is drawn.</summary>
/// <param name="Lower">Its lower end; NaN where it is not known.</param>
/// <param name="Upper">Its upper end; NaN where it is not known.</param>
public readonly record struct ForecastBand(double Lower, double Upper);
