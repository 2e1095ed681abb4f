namespace Unroll.Series.Reading;

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
