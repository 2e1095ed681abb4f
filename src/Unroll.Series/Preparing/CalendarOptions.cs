namespace Unroll.Series.Preparing;

/// <summary>A calendar unit and its encoding.</summary>
/// <param name="Unit">The calendar unit.</param>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Harmonics">Pairs of columns of the cyclic encoding, from 1 to 100.</param>
public readonly record struct CalendarOptions(CalendarUnit Unit, CalendarEncoding Encoding, int Harmonics);
