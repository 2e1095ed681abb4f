using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// A random split in which no group is in two parts: the recordings of one patient, the sensors of one machine. A network that memorises a
/// group then gains nothing on the test part.
/// </summary>
public static class GroupSplit
{
    /// <summary>Splits whole series, each a group of its own.</summary>
    /// <param name="set">The series.</param>
    /// <param name="shares">Shares of the series in each part.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <exception cref="InputException">There are too few series.</exception>
    public static ItemSplit BySeries(SeriesSet set, SplitShares shares, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of([.. set.Items.Select(item => item.Id)], shares, seed);
    }

    /// <summary>Splits series by a static covariate that they share: the hospital, the machine.</summary>
    /// <param name="set">The series.</param>
    /// <param name="name">
    /// Its name among <see cref="SeriesSet.StaticNames"/>; <c>place</c> stands for all of <c>place=north</c>, <c>place=south</c>, as
    /// readers make them of texts.
    /// </param>
    /// <param name="shares">Shares of the series in each part, as nearly as groups allow.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <exception cref="InputException">There is no such name, a series does not have it, or there are too few groups.</exception>
    public static ItemSplit ByStatic(SeriesSet set, string name, SplitShares shares, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of(GroupsOf(set, name), shares, seed);
    }

    /// <summary>The group of each series: its value of a static covariate, as a text.</summary>
    /// <param name="set">The series.</param>
    /// <param name="name">
    /// Its name among <see cref="SeriesSet.StaticNames"/>; <c>place</c> stands for all of <c>place=north</c>, <c>place=south</c>.
    /// </param>
    /// <exception cref="InputException">There is no such name, or a series does not have it.</exception>
    public static IReadOnlyList<string> GroupsOf(SeriesSet set, string name)
    {
        ArgumentNullException.ThrowIfNull(set);
        int[] places = PlacesOf(set, name);
        return [.. set.Items.Select(item => set.StaticNames[places[0]] == name
            ? item.StaticCovariates[places[0]].ToString(CultureInfo.InvariantCulture)
            : Array.Find(places, at => item.StaticCovariates[at] > 0) is var at && item.StaticCovariates[at] > 0
                ? set.StaticNames[at][(name.Length + 1)..] : "")];
    }

    /// <summary>
    /// Splits series by a static covariate whose values of the test and the validation part are named: a speaker held out, the year 2020.
    /// </summary>
    /// <param name="set">The series.</param>
    /// <param name="name">Its name, as for <see cref="GroupsOf"/>.</param>
    /// <param name="named">The groups of the validation and the test part; of a part without any, the share counts.</param>
    /// <param name="shares">Shares of the groups that are not named.</param>
    /// <param name="seed">Seed of the assignment of those.</param>
    /// <exception cref="InputException">
    /// There is no such name or no such group, or there are too few groups; a group is named in both parts, or a part has names and a
    /// share.
    /// </exception>
    public static ItemSplit ByNames(SeriesSet set, string name, NamedGroups named, SplitShares shares, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(named);
        ThrowIfTwofold(named, shares);
        IReadOnlyList<string> groups = GroupsOf(set, name);
        foreach (string group in named.Validation.Concat(named.Test))
        {
            if (!groups.Contains(group, StringComparer.Ordinal))
            {
                string[] known = [.. groups.Distinct(StringComparer.Ordinal).Take(50)];
                throw new InputException(
                    $"There is no series whose '{name}' is '{group}'.{Suggestion.Question(group, known)} There are: "
                    + $"{string.Join(", ", known)}.")
                {
                    Field = named.Test.Contains(group) ? "split.test-groups" : "split.validation-groups",
                };
            }
        }

        int[] Of(IReadOnlyList<string> part) => [.. Enumerable.Range(0, groups.Count).Where(i => part.Contains(groups[i]))];
        (int[] test, int[] validation) = (Of(named.Test), Of(named.Validation));
        int[] rest = [.. Enumerable.Range(0, groups.Count).Except(test).Except(validation)];
        ItemSplit others = GroupSplit.Of([.. rest.Select(i => groups[i])], shares, seed);
        int[] At(IReadOnlyList<int> part) => [.. part.Select(place => rest[place])];
        return new ItemSplit(
            At(others.Training), validation.Length > 0 ? validation : At(others.Validation), test.Length > 0 ? test : At(others.Test));
    }

    /// <summary>Throws where a group is named in both parts, or a part has both names and a share.</summary>
    private static void ThrowIfTwofold(NamedGroups named, SplitShares shares)
    {
        if (named.Test.Intersect(named.Validation, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            throw new InputException($"'{both}' is named in the validation and in the test part: name it in one of them.")
            {
                Field = "split.validation-groups",
            };
        }

        foreach ((string part, int groups, double share) in (ReadOnlySpan<(string, int, double)>)
            [("validation", named.Validation.Count, shares.Validation), ("test", named.Test.Count, shares.Test)])
        {
            if (groups > 0 && share > 0)
            {
                throw new InputException(
                    $"The groups of the {part} part are named, and a share of {share.ToString(CultureInfo.InvariantCulture)} is asked for, "
                    + "too: give one of the two.")
                {
                    Field = $"split.{part}",
                };
            }
        }
    }

    private static int[] PlacesOf(SeriesSet set, string name)
    {
        // A categorical covariate is one-hot encoded: a name for each category.
        int[] places =
        [
            .. Enumerable.Range(0, set.StaticNames.Count)
                .Where(at => set.StaticNames[at] == name || set.StaticNames[at].StartsWith(name + "=", StringComparison.Ordinal)),
        ];
        if (places.Length == 0)
        {
            string known = set.StaticNames.Count == 0 ? "none" : string.Join(", ", set.StaticNames);
            throw new InputException(
                $"There is no static covariate '{name}' to split by.{Suggestion.Question(name, set.StaticNames)} There are: {known}.")
            {
                Field = "split.group",
            };
        }

        return set.Items.FirstOrDefault(item => places.Any(at => double.IsNaN(item.StaticCovariates[at]))) is { } missing
            ? throw new InputException(
                $"Series '{missing.Id}' has no '{name}', so that its group is not known: fill it in, or leave the series out.")
            {
                Field = "split.group",
            }
            : places;
    }

    /// <summary>Splits items by their groups.</summary>
    /// <param name="groups">The group of each item.</param>
    /// <param name="shares">Shares of the items in each part, as nearly as groups allow.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <exception cref="InputException">There are too few groups.</exception>
    public static ItemSplit Of(IReadOnlyList<string> groups, SplitShares shares, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(groups);
        shares.Validate();
        int[][] members = [
            .. Enumerable.Range(0, groups.Count).GroupBy(i => groups[i], StringComparer.Ordinal).Select(group => group.ToArray())];
        double[] all = shares.All;
        if (members.Length < all.Count(share => share > 0))
        {
            string names = string.Join(", ", new[] { "training", "validation", "test" }.Where((_, part) => all[part] > 0));
            throw new InputException(
                $"{CountFormatter.Format(members.Length, "groups")} {(members.Length == 1 ? "is" : "are")} too few for "
                + $"{CountFormatter.Format(all.Count(share => share > 0), "parts")} ({names}), for no group may be in two: give more "
                + "groups, or fewer parts.")
            { Field = "split" };
        }

        new RandomStream(seed).Shuffle<int[]>(members);

        // Large groups first, each to the part that lacks most: small ones then even out what large ones cannot.
        int[][] order = [.. members.OrderByDescending(group => group.Length)];
        List<int[]>[] parts = [.. all.Select(_ => new List<int[]>())];
        double[] lacking = [.. all.Select(share => share > 0 ? share * groups.Count : double.NegativeInfinity)];
        foreach (int[] group in order)
        {
            int most = Array.IndexOf(lacking, lacking.Max());
            parts[most].Add(group);
            lacking[most] -= group.Length;
        }

        FillEmpty(parts, all);
        int[] partOf = new int[groups.Count];
        for (int part = 0; part < parts.Length; part++)
        {
            foreach (int i in parts[part].SelectMany(group => group))
            {
                partOf[i] = part;
            }
        }

        return ItemSplit.Of(partOf, shares, "samples");
    }

    /// <summary>Gives an empty part of small share the smallest group of the part with most groups.</summary>
    private static void FillEmpty(List<int[]>[] parts, double[] shares)
    {
        for (int part = 0; part < parts.Length; part++)
        {
            if (shares[part] > 0 && parts[part].Count == 0)
            {
                List<int[]> richest = parts.MaxBy(groups => groups.Count)!;
                parts[part].Add(richest[^1]);
                richest.RemoveAt(richest.Count - 1);
            }
        }
    }
}
