using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>A calendar feature of the row to be forecast.</summary>
/// <param name="Unit">Which part of the date or time.</param>
/// <param name="Encoding">How it is turned into columns.</param>
/// <param name="Harmonics">Pairs of sine and cosine of the cyclic encoding, at least 1.</param>
public sealed record CalendarRecipe(CalendarUnit Unit, CalendarEncodingKind Encoding = CalendarEncodingKind.Cyclic, int Harmonics = 1);
