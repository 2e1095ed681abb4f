namespace Unroll.Series.Reading;

/// <summary>Types of attributes.</summary>
internal enum TsfAttributeKind
{
    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>numeric</c>.</summary>
    Number,

    /// <summary><c>date</c>.</summary>
    Date,
}
