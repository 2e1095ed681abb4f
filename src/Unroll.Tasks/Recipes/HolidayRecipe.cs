namespace Unroll.Tasks.Recipes;

/// <summary>Which holidays are inputs: section <c>prepare.holidays</c> of a recipe.</summary>
public sealed record HolidayRecipe
{
    /// <summary>A built-in calendar, for example <c>germany</c>; null when <see cref="File"/> is given.</summary>
    public string? Country { get; init; }

    /// <summary>A CSV file with the columns date, name and weight, relative to the recipe; null when <see cref="Country"/> is given.</summary>
    public string? File { get; init; }

    /// <summary>Weight of the holidays that only some regions have, from 0 to 1; null to weigh each by the share of the population.</summary>
    public double? Regional { get; init; }

    /// <summary>How many days before and after are given as well, each a column of its own.</summary>
    public int Around { get; init; } = 1;

    /// <summary>Whether a column flags the days between Christmas and Epiphany.</summary>
    public bool YearEnd { get; init; }
}
