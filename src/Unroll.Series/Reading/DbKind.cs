namespace Unroll.Series.Reading;

/// <summary>The kind of a database column's values.</summary>
internal enum DbKind
{
    /// <summary>Not supported.</summary>
    None,

    /// <summary>By the type of each value: the provider gives no type for the column.</summary>
    Variant,

    /// <summary>Truth values.</summary>
    Boolean,

    /// <summary>Whole numbers of one byte without a sign.</summary>
    Byte,

    /// <summary>Whole numbers of two bytes.</summary>
    Int16,

    /// <summary>Whole numbers of four bytes.</summary>
    Int32,

    /// <summary>Whole numbers of eight bytes.</summary>
    Int64,

    /// <summary>Other whole numbers: with a sign of one byte, or without one of two to eight.</summary>
    OtherInteger,

    /// <summary>Single precision.</summary>
    Single,

    /// <summary>Double precision.</summary>
    Double,

    /// <summary>Decimal numbers.</summary>
    Decimal,

    /// <summary>Spans of time, as seconds.</summary>
    Span,

    /// <summary>Moments without an offset, or in UTC.</summary>
    DateTime,

    /// <summary>Moments with an offset.</summary>
    DateTimeOffset,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Identifiers of 16 bytes.</summary>
    Guid,
}
