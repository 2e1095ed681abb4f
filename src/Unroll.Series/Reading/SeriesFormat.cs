namespace Unroll.Series.Reading;

/// <summary>File formats of series.</summary>
public enum SeriesFormat
{
    /// <summary>A table with commas, semicolons or tabs between cells: see <see cref="CsvFrameReader"/>.</summary>
    Csv,

    /// <summary>The <c>.ts</c> format of the UCR and UEA archives: see <see cref="TsReader"/>.</summary>
    Ts,

    /// <summary>The <c>.tsf</c> format of the Monash archive: see <see cref="TsfReader"/>.</summary>
    Tsf,

    /// <summary>The IDX format of the MNIST digits: see <see cref="IdxReader"/>.</summary>
    Idx,

    /// <summary>A JSON object a line: see <see cref="JsonLinesReader"/>.</summary>
    JsonLines,

    /// <summary>A word a line with its labels, an empty line between sentences: see <see cref="ConllReader"/>.</summary>
    Conll,

    /// <summary>A format of a package of its own, registered in <see cref="FileFormat.Catalogue"/>, such as sound.</summary>
    Registered,
}
