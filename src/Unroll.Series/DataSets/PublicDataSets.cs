namespace Unroll.Series.DataSets;

/// <summary>Published series, images and text, each a file in a repository at a fixed commit.</summary>
internal static class PublicDataSets
{
    private const string SeeSource = "see source";
    private const string Sktime = "sktime/sktime/7bd7d1620c0656f3210eeb850bb1c0034159ee47";
    private const string M4 = "Mcompetitions/M4-methods/6c1067e5a57161249b17289a565178dc7a3fb3ca";
    private const string M4Authors =
        "Makridakis, Spiliotis and Assimakopoulos (2018), The M4 competition (github.com/Mcompetitions/M4-methods)";
    private const string Mnist = "fgnt/mnist/ae608a02b796c9ee908c082585a5f006fe05258e";
    private const string MnistAuthors = "Y. LeCun, C. Cortes and C. J. C. Burges, copy of github.com/fgnt/mnist";
    private const string Nab = "numenta/NAB/ea702d75cc2258d9d7dd35ca8e5e2539d71f3140";
    private const string NabAuthors = "Numenta Anomaly Benchmark (github.com/numenta/NAB)";
    private const string Tcpd = "alan-turing-institute/TCPD/83b3039b5c67eaf21a720e3eac4ffdade3fb421c";
    private const string TcpdAuthors =
        "Turing Change Point Dataset (github.com/alan-turing-institute/TCPD), which names where each series is from";

    private const string Treebank = "UniversalDependencies/UD_English-EWT/15d613d8447b3478787d4c278730a1e48a945efb";
    private const string TreebankAuthors = "Universal Dependencies, English Web Treebank (github.com/UniversalDependencies/UD_English-EWT)";

    private const string Multi30K = "multi30k/dataset/a3d2e0d26b56f3846f66a952536ffed4e401d05a";
    private const string Multi30KAuthors =
        "Elliott, Frank, Sima'an and Specia (2016), Multi30K: multilingual English-German image descriptions (github.com/multi30k/dataset)";

    // Before All, which takes them.
    private static readonly Dictionary<string, string> _pairs = new()
    {
        ["multi30k-train.de"] = "cb5a23529b65ec2061f1dc446192a9c37382b63cc75f81a0be59d34894b3a505",
        ["multi30k-train.en"] = "08925f8e0572bcd5a006702fc5fe20e2d77c6917d4eebd576fc20de6693c2119",
        ["multi30k-validation.de"] = "97232bd273eceb7207f689527386a97e4be2616b18ada47576bdaf96c8ae1f00",
        ["multi30k-validation.en"] = "46573ce391ae227f1c72f873392436a20ef18e0a6d518098cfbd70b77c8572ec",
        ["multi30k-test-2016.de"] = "c6a33d39d48f9f510de147651316cd9d918e09ad0219df734a2f16b6baccacc4",
        ["multi30k-test-2016.en"] = "5b7f32627cf99eced828311b955dae9800bb52bc8b91cf8b6526829e605b29d2",
    };

    /// <summary>The data sets.</summary>
    public static IReadOnlyList<DataSet> All { get; } =
    [
        new(
            Name: "airline",
            Title: "Airline passengers a month, thousands, 1949-1960",
            RelativePath: "classic/airline.csv",
            Address: Raw(Sktime, "sktime/datasets/data/Airline/Airline.csv"),
            Sha256: "28af0eb869db6d9fbd31d5af03993a0cbf36c0857c3eb046a068c094b60da851",
            License: SeeSource,
            Attribution: "Box and Jenkins, Time Series Analysis, copy of sktime (github.com/sktime/sktime)"),
        new(
            Name: "etth2",
            Title: "Oil temperature and six loads of an electricity transformer, hourly, July 2016 to June 2018",
            RelativePath: "ett/ETTh2.csv",
            Address: Raw("zhouhaoyi/ETDataset/1d16c8f4f943005d613b5bc962e9eeb06058cf07", "ETT-small/ETTh2.csv"),
            Sha256: "a3dc2c597b9218c7ce1cd55eb77b283fd459a1d09d753063f944967dd6b9218b",
            License: "CC BY-ND 4.0",
            Attribution: "Zhou et al. (2021), Informer (github.com/zhouhaoyi/ETDataset)"),
        new(
            Name: "fsdd",
            Title: "3,000 recordings of spoken digits, six speakers, 8 kHz, a WAV file each: DIGIT_SPEAKER_INDEX.wav",
            RelativePath: "speech/fsdd",
            Address: new Uri(
                "https://codeload.github.com/Jakobovski/free-spoken-digit-dataset/zip/26eb9aaf76e81b692f806f9140c2d2777410d7a1"),
            Sha256: "1801eae019c063377d98f831d3f93574f259475df7332bb0e3d1b080fb5e6959",
            License: "CC BY-SA 4.0",
            Attribution: "Z. Jackson and others, Free Spoken Digit Dataset (github.com/Jakobovski/free-spoken-digit-dataset)")
        {
            Archive = new("recordings", ".wav"),
        },
        new(
            Name: "gdp",
            Title: "Gross domestic product of the United States, quarterly from 1948, billions of dollars",
            RelativePath: "economy/GDP.csv",
            Address: Raw("DataForScience/RNN/5233376acc9b2cc666a769f59d46ba244669f459", "data/GDP.csv"),
            Sha256: "93f257b93d211d8e653cb99e93496a27558e93505d78e750e927e7dc7637cef5",
            License: SeeSource,
            Attribution: "U.S. Bureau of Economic Analysis by way of FRED, copy of github.com/DataForScience/RNN"),
        new(
            Name: "lynx",
            Title: "Lynx trapped in Canada a year, 1821-1934",
            RelativePath: "classic/lynx.csv",
            Address: Raw(Sktime, "sktime/datasets/data/Lynx/Lynx.csv"),
            Sha256: "aa531751f1570541924e78c53fa9ef56422c9593a89faeb01513bba7b2015c77",
            License: SeeSource,
            Attribution: "Elton and Nicholson (1942), copy of sktime (github.com/sktime/sktime)"),
        new(
            Name: "m4-hourly",
            Title: "The 414 hourly series of the M4 competition, a series a row: the values to learn from",
            RelativePath: "m4/Hourly-train.csv",
            Address: Raw(M4, "Dataset/Train/Hourly-train.csv"),
            Sha256: "ea59b7783573c49077a835ab6465c7d66f1474783360f310988a9a737fbca62f",
            License: SeeSource,
            Attribution: M4Authors),
        new(
            Name: "m4-hourly-test",
            Title: "The 48 values that follow each series of m4-hourly",
            RelativePath: "m4/Hourly-test.csv",
            Address: Raw(M4, "Dataset/Test/Hourly-test.csv"),
            Sha256: "71a57fccb15e534d973626ada4fb87febf789e9317715b7cc6dd3b5f90db6f42",
            License: SeeSource,
            Attribution: M4Authors),
        new(
            Name: "mitdb",
            Title: "One lead of an electrocardiogram with labels of beats",
            RelativePath: "classic/mitdb.csv",
            Address: Raw(Sktime, "sktime/datasets/data/mitdb/mitdb.csv"),
            Sha256: "d4f2539a5e85e1ac1e7f8bba152b5e60a02356282463a8a1c97848ad3e1bb386",
            License: "ODC-By 1.0",
            Attribution: "MIT-BIH Arrhythmia Database (physionet.org), copy of sktime (github.com/sktime/sktime)"),
        new(
            Name: "mnist-images",
            Title: "10,000 handwritten digits of 28 x 28 pixels: the test part of MNIST",
            RelativePath: "mnist/t10k-images-idx3-ubyte.gz",
            Address: Raw(Mnist, "t10k-images-idx3-ubyte.gz"),
            Sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
            License: SeeSource,
            Attribution: MnistAuthors),
        new(
            Name: "mnist-labels",
            Title: "The digits that the images of mnist-images show",
            RelativePath: "mnist/t10k-labels-idx1-ubyte.gz",
            Address: Raw(Mnist, "t10k-labels-idx1-ubyte.gz"),
            Sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
            License: SeeSource,
            Attribution: MnistAuthors),
        new(
            Name: "nab-ec2-latency",
            Title: "Latency of requests to a server that fails, every 5 minutes",
            RelativePath: "nab/ec2_request_latency_system_failure.csv",
            Address: Raw(Nab, "data/realKnownCause/ec2_request_latency_system_failure.csv"),
            Sha256: "98378580aa80157e057c61d59d81daddccc6c65a2c0c800e3f01f603b8215c3f",
            License: SeeSource,
            Attribution: NabAuthors),
        new(
            Name: "nab-jumps-up",
            Title: "A made-up day that repeats, with one that jumps up, every 5 minutes",
            RelativePath: "nab/art_daily_jumpsup.csv",
            Address: Raw(Nab, "data/artificialWithAnomaly/art_daily_jumpsup.csv"),
            Sha256: "f79f92b93ee4f9c10e2dc552505e8880b0c618639ed5e0f9816e044b75c26456",
            License: SeeSource,
            Attribution: NabAuthors),
        new(
            Name: "nab-machine-temperature",
            Title: "Temperature of a machine with three failures, every 5 minutes",
            RelativePath: "nab/machine_temperature_system_failure.csv",
            Address: Raw(Nab, "data/realKnownCause/machine_temperature_system_failure.csv"),
            Sha256: "92bf5b87fc7f9bba8ca0b7ec63ccaac8cb4a1371a258e8c29a10ae9c018d82a4",
            License: SeeSource,
            Attribution: NabAuthors),
        new(
            Name: "nab-nyc-taxi",
            Title: "Taxi passengers in New York, every 30 minutes, July 2014 to January 2015",
            RelativePath: "nab/nyc_taxi.csv",
            Address: Raw(Nab, "data/realKnownCause/nyc_taxi.csv"),
            Sha256: "d8fa6f7f0734bf5c8be12c52a94e20a82664c397d9dec4449156bd453d32856d",
            License: SeeSource,
            Attribution: NabAuthors),
        new(
            Name: "nab-small-noise",
            Title: "A made-up day that repeats with a little noise and no anomaly, every 5 minutes",
            RelativePath: "nab/art_daily_small_noise.csv",
            Address: Raw(Nab, "data/artificialNoAnomaly/art_daily_small_noise.csv"),
            Sha256: "c4b304229f69f108eaa024fb2406fcd4510c5c5d95cd0053e2da6989682e4e6d",
            License: SeeSource,
            Attribution: NabAuthors),
        new(
            Name: "nab-speed",
            Title: "Speed of traffic on a road of the Twin Cities",
            RelativePath: "nab/speed_7578.csv",
            Address: Raw(Nab, "data/realTraffic/speed_7578.csv"),
            Sha256: "15ba994384730cb5a2e6818f17ded1430b40d92eb7a08e5b1a48a445c8c350f6",
            License: SeeSource,
            Attribution: NabAuthors),
        new(
            Name: "tcpd-businv",
            Title: "Business inventories of the United States, monthly (JSON)",
            RelativePath: "tcpd/businv.json",
            Address: Raw(Tcpd, "datasets/businv/businv.json"),
            Sha256: "6184899278eac04b79cce34db7a4d555ae6d68306e6061d6831bf84866246fad",
            License: SeeSource,
            Attribution: TcpdAuthors),
        new(
            Name: "tcpd-nile",
            Title: "Volume of the Nile at Aswan a year (JSON)",
            RelativePath: "tcpd/nile.json",
            Address: Raw(Tcpd, "datasets/nile/nile.json"),
            Sha256: "1d3bd0c3d8b4cbb5d1368aa1128d59631cfc71889f110def34ec42ba91ec9103",
            License: SeeSource,
            Attribution: TcpdAuthors),
        new(
            Name: "tcpd-quality-control-1",
            Title: "Quality of a product with a change of level (JSON)",
            RelativePath: "tcpd/quality_control_1.json",
            Address: Raw(Tcpd, "datasets/quality_control_1/quality_control_1.json"),
            Sha256: "faee7c4134fdea29cf5ab5b9a9884240622cf6f0c548a8605097aacc7ded2a62",
            License: SeeSource,
            Attribution: TcpdAuthors),
        new(
            Name: "tcpd-quality-control-2",
            Title: "Quality of a product with a change of level, another one (JSON)",
            RelativePath: "tcpd/quality_control_2.json",
            Address: Raw(Tcpd, "datasets/quality_control_2/quality_control_2.json"),
            Sha256: "2cca35f891c9966c6fe98faf5b51249898de4ac2761b2f810f6ca7d956d4c316",
            License: SeeSource,
            Attribution: TcpdAuthors),
        new(
            Name: "tcpd-seatbelts",
            Title: "Drivers killed or seriously injured in Great Britain, monthly, and the seat belt law (JSON)",
            RelativePath: "tcpd/seatbelts.json",
            Address: Raw(Tcpd, "datasets/seatbelts/seatbelts.json"),
            Sha256: "aacf93cbd3b41bba6d7fe9855172a0a54b5d2a605ba0998b29e4e6823804a11f",
            License: SeeSource,
            Attribution: TcpdAuthors),
        new(
            Name: "tcpd-well-log",
            Title: "Magnetic response of rock while a well is drilled (JSON)",
            RelativePath: "tcpd/well_log.json",
            Address: Raw(Tcpd, "datasets/well_log/well_log.json"),
            Sha256: "522f44890ebb7a07b0654eb3b50afdfd783cc8883f37d93b127763415005d96e",
            License: SeeSource,
            Attribution: TcpdAuthors),
        new(
            Name: "tags-train",
            Title: "English words with their universal part of speech, 2,001 sentences to learn from (the treebank's development part)",
            RelativePath: "text/tags/ud-english-ewt-train.tsv",
            Address: Raw(Treebank, "en_ewt-ud-dev.conllu"),
            Sha256: "0d7be28605fc20498883b99902dc9fbfc3ba2e87e0c6af38d4d1b0652c7e07a0",
            License: "CC BY-SA 4.0",
            Attribution: TreebankAuthors)
        {
            Extract = WordTags.Of,
        },
        new(
            Name: "tags-test",
            Title: "English words with their universal part of speech, 2,077 sentences to be tested on",
            RelativePath: "text/tags/ud-english-ewt-test.tsv",
            Address: Raw(Treebank, "en_ewt-ud-test.conllu"),
            Sha256: "37e7ba862e306d4a27f5dd52578087f58354dde00879875d90c0515e1cac8e45",
            License: "CC BY-SA 4.0",
            Attribution: TreebankAuthors)
        {
            Extract = WordTags.Of,
        },
        new(
            Name: "tinyshakespeare",
            Title: "Plays of Shakespeare, 1,115,394 characters",
            RelativePath: "text/tinyshakespeare.txt",
            Address: Raw("karpathy/char-rnn/6f9487a6fe5b420b7ca9afb0d7c078e37c1d1b4e", "data/tinyshakespeare/input.txt"),
            Sha256: "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
            License: "public domain",
            Attribution: "William Shakespeare, prepared by A. Karpathy (github.com/karpathy/char-rnn)"),
        .. Pairs("train", "train", "29,000 descriptions of pictures to learn from"),
        .. Pairs("validation", "val", "1,014 descriptions of pictures to validate by"),
        .. Pairs("test-2016", "test_2016_flickr", "1,000 descriptions of pictures to be tested on, those of 2016"),
    ];

    /// <summary>The two languages of a part of Multi30K, in lower case and cut into words; the lines belong together.</summary>
    private static IEnumerable<DataSet> Pairs(string part, string file, string title) =>
        from language in new[] { (Code: "de", Name: "German"), (Code: "en", Name: "English") }
        let path = $"multi30k-{part}.{language.Code}"
        select new DataSet(
            Name: $"multi30k-{part}-{language.Code}",
            Title: $"{title}, in {language.Name}, a sentence a line",
            RelativePath: $"text/translation/{path}",
            Address: Raw(Multi30K, $"data/task1/tok/{file}.lc.norm.tok.{language.Code}"),
            Sha256: _pairs[path],
            License: SeeSource,
            Attribution: Multi30KAuthors);

    private static Uri Raw(string repositoryAtCommit, string path) => new($"https://raw.githubusercontent.com/{repositoryAtCommit}/{path}");
}
