namespace Unroll.Series.Preparing;

/// <summary>A public holiday.</summary>
/// <param name="Date">Its day.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its weight: 1 where all rest, less where only a region or half a day does.</param>
public sealed record Holiday(DateOnly Date, string Name, double Weight);
