using System.Globalization;

namespace Unroll.Tasks.Recipes;

/// <summary>The checks of a split: all parts are told in the same way, follow one another, and take no more than there is.</summary>
internal static class SplitChecks
{
    private const double Slack = 1e-9;

    /// <summary>Checks the split of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static void Check(Recipe recipe)
    {
        if (recipe.Split is not { } split)
        {
            return;
        }

        if (recipe.HasTestData && split.Test != SplitPart.None)
        {
            throw recipe.Error(
                "split.test", "the test part has data of its own (data.test-file or data.test-dataset). Remove one of the two.");
        }

        if (recipe.HasValidationData && (split.Validation != SplitPart.None || split is FoldSplit))
        {
            throw recipe.Error(
                split is FoldSplit ? "split.by" : "split.validation",
                "the validation part has data of its own (data.validation-file). Remove one of the two.");
        }

        if (split is FoldSplit && (recipe.HasTestData || split.Test != SplitPart.None) && split.Validation != SplitPart.None)
        {
            throw recipe.Error("split.validation",
                "where there is a test part, each fold in turn is the validation part. Remove validation, or the test part.");
        }

        split.Check(recipe);
        if (!recipe.HasTestData && !split.HasTest && split is not FoldSplit)
        {
            throw recipe.Error("split.test", "is missing. Give it, for example test: 2017 or test: 0.1");
        }

        KeyValuePair<string, SplitPart>[] parts = [.. split.Parts.Where(part => part.Value != SplitPart.None)];
        for (int i = 0; i < parts.Length; i++)
        {
            (string name, SplitPart part) = parts[i];
            SplitUnit unit = parts[0].Value.Unit;
            if (part.Unit != unit)
            {
                (SplitUnit first, SplitUnit second) = unit < part.Unit ? (unit, part.Unit) : (part.Unit, unit);
                throw recipe.Error($"split.{name}", $"{Words(first)} and {Words(second)} cannot be mixed. Give all parts in the same way.");
            }

            if (part.Unit != SplitUnit.Share && split is not TimeSplit && (part.Unit != SplitUnit.Rows || split is not WalkForwardSplit))
            {
                throw recipe.Error(
                    $"split.{name}",
                    $"by: {SplitRecipe.Catalogue.EntryOf(split)!.Name} divides by shares, for example 0.7"
                    + (split is WalkForwardSplit ? ", or numbers of rows (8640 rows)" : "")
                    + $". {Words(part.Unit, isCapital: true)} belong to by: time.");
            }

            bool isEarly = i > 0 && part.Unit switch
            {
                SplitUnit.Time => part.First <= parts[i - 1].Value.Last,
                SplitUnit.RowRange => part.Rows.Start < parts[i - 1].Value.Rows.End,
                _ => false,
            };
            if (isEarly)
            {
                throw recipe.Error(
                    $"split.{name}", $"{part} begins before {parts[i - 1].Value} has ended. The order of time is train, validation, test.");
            }
        }

        if (split.TotalShare > 1 + Slack)
        {
            string tests = split is WalkForwardSplit { Folds: > 1 } walk
                ? string.Create(CultureInfo.InvariantCulture, $" with {walk.Folds} tests one after the other") : "";
            throw recipe.Error(
                "split", string.Create(
                    CultureInfo.InvariantCulture, $"the shares add up to {split.TotalShare:0.###}{tests}, and may not exceed 1."));
        }
    }

    private static string Words(SplitUnit unit, bool isCapital = false) => (unit, isCapital) switch
    {
        (SplitUnit.Share, _) => "shares",
        (SplitUnit.Time, false) => "ranges of time",
        (SplitUnit.Time, true) => "Ranges of time",
        (SplitUnit.Rows, false) => "numbers of rows",
        (SplitUnit.Rows, true) => "Numbers of rows",
        (_, false) => "ranges of rows",
        (_, true) => "Ranges of rows",
    };
}
