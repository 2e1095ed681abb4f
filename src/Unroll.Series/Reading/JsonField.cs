namespace Unroll.Series.Reading;

/// <summary>The role of a row's field.</summary>
internal enum JsonRole
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>Not read.</summary>
    None,

    /// <summary>The time stamp of the row.</summary>
    Time,

    /// <summary>The series that the row belongs to.</summary>
    Id,

    /// <summary>The class of the series.</summary>
    Class,

    /// <summary>A static covariate of the series.</summary>
    Static,
}

/// <summary>The shape of a field's values.</summary>
internal enum JsonShape
{
    /// <summary>Not known: the field was <c>null</c> or an empty array so far.</summary>
    Unknown,

    /// <summary>A number, a text or a truth value.</summary>
    Single,

    /// <summary>An array of those.</summary>
    Array,

    /// <summary>An array of arrays.</summary>
    Arrays,

    /// <summary>An object with fields of its own.</summary>
    Object,
}

/// <summary>A field that lines have.</summary>
/// <param name="Path">Its name with those of the objects around it, by dots.</param>
internal sealed record JsonField(string Path)
{
    /// <summary>Its role.</summary>
    public JsonRole Role { get; init; }

    /// <summary>The column that it goes to; null where it is none.</summary>
    public CollectedColumn? Column { get; init; }

    /// <summary>Its index among the static covariates.</summary>
    public int StaticIndex { get; init; }

    /// <summary>The line that it was met on last.</summary>
    public int Line { get; set; }

    /// <summary>The shape of its values: the same on every line.</summary>
    public JsonShape Shape { get; set; }
}
