#!/usr/bin/env python3
"""spark-submit spark.py INPUT OUTPUT: the claims of articles with Spark's pipe.

INPUT is NDJSON, an article a line with `text`, `date`, `url` and what else docs/formats.md
knows; OUTPUT gets lines of claims. skytally and its data folder must be on every worker
(--files, or a shared folder): set SKYTALLY and SKYTALLY_DATA for the executors."""
import os
import sys

from pyspark.sql import SparkSession

program = os.environ.get('SKYTALLY', 'skytally')
spark = SparkSession.builder.appName('skytally').getOrCreate()
articles = spark.sparkContext.textFile(sys.argv[1])
# One process a partition; standard input is a stream of articles. An empty partition has none.
claims = articles.pipe(f'sh -c "{program} extract --jobs 1 - || [ $? -ne 2 ]"')
claims.distinct().saveAsTextFile(sys.argv[2])
