namespace Unroll.Series.Preparing;

/// <summary>One holiday of one year.</summary>
/// <param name="Date">Its date.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How much of a holiday it is: 1 where everybody rests, less where only some regions or half the day do.</param>
public sealed record Holiday(DateOnly Date, string Name, float Weight);
