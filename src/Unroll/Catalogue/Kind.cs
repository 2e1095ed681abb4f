namespace Unroll.Catalogue;

/// <summary>The kinds of values that settings have.</summary>
public static class Kind
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ValueKind<bool> Flag { get; } = new FlagKind();

    /// <summary>Texts that are not empty.</summary>
    public static ValueKind<string> Text { get; } = new TextKind();

    /// <summary>Whole numbers from 0 to the greatest of 64 bits, as seeds are.</summary>
    public static ValueKind<ulong> Unsigned { get; } = new UnsignedKind();

    /// <summary>Whole numbers of a range.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The greatest.</param>
    public static ValueKind<int> Integer(int minimum = int.MinValue, int maximum = int.MaxValue) => new IntegerKind(minimum, maximum);

    /// <summary>Numbers of a range, in double precision.</summary>
    /// <param name="range">The range; null for every finite number.</param>
    public static ValueKind<double> Number(NumberRange? range = null) => new NumberKind(range ?? NumberRange.Any);

    /// <summary>Numbers of a range, in single precision.</summary>
    /// <param name="range">The range; null for every finite number.</param>
    public static ValueKind<float> Single(NumberRange? range = null) => new SingleKind(range ?? NumberRange.Any);

    /// <summary>One of a few values, each with its name.</summary>
    /// <param name="choices">Names and values.</param>
    public static ValueKind<T> Choice<T>(params (string Name, T Value)[] choices) => new ChoiceKind<T>(choices);

    /// <summary>One of a few texts.</summary>
    /// <param name="names">The texts.</param>
    public static ValueKind<string> OneOf(params string[] names) => new ChoiceKind<string>([.. names.Select(name => (name, name))]);

    /// <summary>Optional values.</summary>
    /// <param name="kind">Their kind where they are given.</param>
    public static ValueKind<T?> Optional<T>(ValueKind<T> kind)
        where T : struct => new OptionalKind<T>(kind);

    /// <summary>Lists.</summary>
    /// <param name="kind">The kind of their items.</param>
    /// <param name="items">The items in words, for tables: "texts".</param>
    /// <param name="allowsSingle">Whether a single item may stand without brackets.</param>
    /// <param name="allowsEmpty">Whether there may be no items.</param>
    /// <param name="isDistinct">Whether items have to differ.</param>
    public static ValueKind<IReadOnlyList<T>> List<T>(
        ValueKind<T> kind, string items = "", bool allowsSingle = false, bool allowsEmpty = false, bool isDistinct = false) =>
        new ListKind<T>(kind, items, allowsSingle, allowsEmpty, isDistinct);

    /// <summary>Texts, each once.</summary>
    /// <param name="allowsSingle">Whether a single text may stand without brackets.</param>
    public static ValueKind<IReadOnlyList<string>> Texts(bool allowsSingle = false) => List(Text, "texts", allowsSingle, isDistinct: true);

    /// <summary>Sections whose names the user chooses.</summary>
    /// <param name="kind">The kind of the values.</param>
    /// <param name="description">The kind as tables show it.</param>
    public static ValueKind<IReadOnlyDictionary<string, T>> Map<T>(ValueKind<T> kind, string description) =>
        new MapKind<T>(kind, description);

    /// <summary>Building blocks of a catalogue, created when they are read: for stateless ones, such as an activation.</summary>
    /// <param name="catalogue">
    /// The catalogue; asked for when it is first needed, since blocks may hold others of their own catalogue.
    /// </param>
    public static ValueKind<T> Made<T>(Func<BlockCatalogue<T>> catalogue)
        where T : class => new MadeKind<T>(catalogue);

    /// <summary>Configurations of building blocks, created as often as needed: for layers and all that has parameters or state.</summary>
    /// <param name="catalogue">
    /// The catalogue; asked for when it is first needed, since blocks may hold others of their own catalogue.
    /// </param>
    public static ValueKind<Block<T>> Block<T>(Func<BlockCatalogue<T>> catalogue)
        where T : class => new BlockKind<T>(catalogue);
}
